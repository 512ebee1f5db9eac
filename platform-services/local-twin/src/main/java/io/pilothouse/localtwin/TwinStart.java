package io.pilothouse.localtwin;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.pilothouse.blueprints.service.MessageRoutes;
import io.pilothouse.localtwin.azure.AzureEndpoint;
import io.pilothouse.localtwin.azure.AzureTokens;
import io.pilothouse.localtwin.broker.NamespaceSettings;
import io.pilothouse.localtwin.broker.ServiceBusBroker;
import io.pilothouse.localtwin.deploy.NodePoolAutoscaler;
import io.pilothouse.localtwin.deploy.NodePoolLimits;
import io.pilothouse.localtwin.deploy.PolicedNetwork;
import io.pilothouse.localtwin.deploy.Release;
import io.pilothouse.localtwin.deploy.ServiceDeployer;
import io.pilothouse.localtwin.kubernetes.ContainerRuntime;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.landscape.AzureLandscape;
import io.pilothouse.localtwin.load.MessageTraffic;
import io.pilothouse.localtwin.load.QueueDepths;
import io.pilothouse.localtwin.load.ServiceContainers;
import io.pilothouse.localtwin.notification.NotificationSinks;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.redis.RedisBinary;
import io.pilothouse.localtwin.redis.RedisCluster;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the parts of a twin side by side, and stops in the opposite order what has been opened,
 * also when only a part of it came up.
 */
final class TwinStart implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TwinStart.class);
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** How soon containers are ready while past releases are rolled out; they are history. */
  private static final Duration SEEDING_START = Duration.ofMillis(20);

  private final Blueprint blueprint;
  private final TwinOptions options;
  private final TwinFolder folder;
  private final EstatePlan plan;
  private final NodePoolLimits poolLimits;
  private final ClientResources resources =
      DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("twin-scheduler").factory());

  /** What is open, newest first. Guarded by itself. */
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Guarded by {@link #open}. */
  private boolean closing;

  private volatile Runnable changed = () -> {};

  TwinStart(Blueprint blueprint, TwinOptions options, TwinFolder folder) {
    this.blueprint = blueprint;
    this.options = options;
    this.folder = folder;
    this.plan = new EstatePlan(blueprint);
    this.poolLimits = new NodePoolLimits(blueprint.cluster().nodePools());
  }

  TwinParts startAll() {
    return options.empty() ? startEmpty() : startWhole();
  }

  /** Tells from now on when addresses have changed: after a failover, or when a part has come. */
  void whenChanged(Runnable told) {
    changed = told;
  }

  private TwinParts startEmpty() {
    var twin = new EmptyTwin(blueprint, options, folder, this);
    return twin.start();
  }

  private TwinParts startWhole() {
    var containers = new ServiceContainers(SEEDING_START);
    var data = opened(new DataContainers(containers));
    var cluster = begin("kubernetes", () -> startCluster(containers, data));
    var sinks = begin("notification-sinks", this::startSinks);
    var servers = startServers();
    var caches = startCaches();
    var brokers = startBrokers();
    var processes = new Processes(await(servers), await(caches), brokers);
    containers.queues(new QueueDepths(brokers.values()));
    var load = begin("load", () -> startLoad(processes, containers));
    var kubernetes = await(cluster);
    data.runWithPods(blueprint, processes);
    var clusterView = new ClusterView(blueprint, kubernetes, poolLimits, containers);
    var working = await(load);
    var messages =
        begin("messages", () -> working.map(services -> startMessages(processes, services)));
    var measures =
        new AlertMeasures(
            blueprint,
            processes,
            kubernetes,
            containers,
            () -> working.map(w -> w.generator().snapshot()));
    var azureView =
        new AzureView(
            blueprint,
            processes,
            clusterView::facts,
            measures,
            () -> folder.read(TwinFolder.KUBECONFIG),
            options.clock().instant(),
            () -> true);
    var hands = new AzureHands(blueprint, processes, kubernetes, poolLimits, Optional.empty());
    var azure =
        begin(
            "azure",
            () ->
                plan.hasAzure()
                    ? Optional.of(startWholeAzure(azureView, hands, await(sinks)))
                    : Optional.<AzureEndpoint>empty());
    processes.servers().forEach(this::watch);
    Optional<MessageTraffic> traffic = await(messages);
    return new TwinParts(
        processes,
        kubernetes,
        azureView.scope(),
        await(azure),
        () -> working,
        await(sinks),
        () -> traffic);
  }

  /** Tells of it when the server's addresses change. */
  void watch(FlexibleServer server) {
    opened(server.observe(state -> changed.run()));
  }

  /** Tells that addresses have changed. */
  void tell() {
    changed.run();
  }

  /** Closes what was opened, before everything is. */
  void closeNow(AutoCloseable part) {
    synchronized (open) {
      open.remove(part);
    }
    closeQuietly(part);
  }

  /** Takes something into the care of {@link #close}; closes it at once when that has begun. */
  <T extends AutoCloseable> T opened(T part) {
    synchronized (open) {
      if (!closing) {
        open.addFirst(part);
        return part;
      }
    }
    closeQuietly(part);
    throw new TwinException("The twin is being stopped");
  }

  @Override
  public void close() {
    List<AutoCloseable> last;
    synchronized (open) {
      if (closing) {
        return;
      }
      closing = true;
      last = new ArrayList<>(open);
    }
    scheduler.shutdownNow();
    last.forEach(TwinStart::closeQuietly);
    executor.shutdownNow();
    resources.shutdown(100, 2_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  private KubernetesTwin startCluster(ServiceContainers containers, ContainerRuntime runtime) {
    try {
      var kubernetes =
          opened(KubernetesTwin.start(plan.cluster(), runtime, Optional.of(containers)));
      kubernetes.writeKubeconfig(
          folder.path(TwinFolder.KUBECONFIG), blueprint.system(), blueprint.cluster().namespace());
      new ServiceDeployer(kubernetes, blueprint, scheduler).deploy(Release.history());
      containers.untilReady(options.containerStart());
      containers.network(new PolicedNetwork(kubernetes, blueprint));
      scaleNodePools(kubernetes);
      return kubernetes;
    } catch (IOException e) {
      throw new TwinException("The Kubernetes API cannot listen: " + e.getMessage(), e);
    }
  }

  AutoCloseable scaleNodePools(KubernetesTwin kubernetes) {
    var autoscaler =
        new NodePoolAutoscaler(
            kubernetes, blueprint.cluster().nodePools(), poolLimits, options.clock());
    var looking =
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                autoscaler.look();
              } catch (RuntimeException e) {
                LOG.warn("node pools were not looked at: {}", e.toString());
              }
            },
            NodePoolAutoscaler.LOOK_EVERY.toMillis(),
            NodePoolAutoscaler.LOOK_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
    return () -> looking.cancel(false);
  }

  private Map<String, CompletableFuture<FlexibleServer>> startServers() {
    var binaries = begin("postgresql-programs", () -> PostgresBinaries.unpack(options.cache()));
    var started = new HashMap<String, CompletableFuture<FlexibleServer>>();
    for (var declared : blueprint.databaseServers()) {
      started.put(
          declared.resourceName(),
          begin(declared.resourceName(), () -> startServer(declared, binaries.join())));
    }
    return started;
  }

  FlexibleServer startServer(DatabaseServer declared, PostgresBinaries binaries) {
    return opened(
        FlexibleServer.start(
            plan.server(declared),
            binaries,
            folder.guardian(),
            options.supervision(),
            options.clock()));
  }

  private Map<String, CompletableFuture<RedisCluster>> startCaches() {
    var binary = begin("redis-program", () -> RedisBinary.unpack(options.cache()));
    var started = new HashMap<String, CompletableFuture<RedisCluster>>();
    for (var declared : blueprint.caches()) {
      started.put(
          declared.resourceName(),
          begin(declared.resourceName(), () -> startCache(declared, binary.join())));
    }
    return started;
  }

  RedisCluster startCache(Cache declared, RedisBinary binary) {
    return opened(
        RedisCluster.start(
            plan.cache(declared, options.memoryShare()),
            binary,
            folder.guardian(),
            options.redisRestartDelay(),
            resources));
  }

  Optional<ServiceLoad> startLoad(Processes processes, ServiceContainers containers) {
    if (blueprint.databaseServers().isEmpty() || blueprint.services().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        opened(ServiceLoad.start(blueprint, options, processes, containers, resources, executor)));
  }

  NotificationSinks startSinks() {
    try {
      return opened(NotificationSinks.start(options.clock()));
    } catch (IOException e) {
      throw new TwinException("The notification sinks cannot listen: " + e.getMessage(), e);
    }
  }

  private Map<String, ServiceBusBroker> startBrokers() {
    var started = new HashMap<String, ServiceBusBroker>();
    for (var declared : blueprint.messageBrokers()) {
      started.put(declared.resourceName(), startBroker(declared));
    }
    return started;
  }

  ServiceBusBroker startBroker(MessageBroker declared) {
    try {
      return opened(ServiceBusBroker.start(NamespaceSettings.of(declared), options.clock()));
    } catch (IOException e) {
      throw new TwinException("The message broker cannot listen: " + e.getMessage(), e);
    }
  }

  MessageTraffic startMessages(Processes processes, ServiceLoad load) {
    return opened(
        MessageTraffic.start(
            MessageRoutes.of(blueprint),
            broker -> processes.broker(broker).connectionString(),
            load.services(),
            options.clock()));
  }

  private AzureEndpoint startWholeAzure(AzureView view, AzureHands hands, NotificationSinks sinks) {
    AzureEndpoint azure = startAzure(view, hands, sinks);
    azure.deploy(new AzureLandscape(blueprint, view.scope()).resources());
    return azure;
  }

  AzureEndpoint startAzure(AzureView view, AzureHands hands, NotificationSinks sinks) {
    var tokens = AzureTokens.random();
    try {
      folder.write(TwinFolder.AZURE_TOKEN, tokens.operator());
      return opened(AzureEndpoint.start(view, hands, tokens, sinks.channels(), options.clock()));
    } catch (IOException e) {
      throw new TwinException("The Azure endpoint cannot listen: " + e.getMessage(), e);
    }
  }

  private <T> CompletableFuture<T> begin(String part, Supplier<T> start) {
    return CompletableFuture.supplyAsync(
        () -> {
          long began = System.nanoTime();
          T ready = start.get();
          LOG.info(
              "twin={} part={} ready millis={}",
              blueprint.system(),
              part,
              Duration.ofNanos(System.nanoTime() - began).toMillis());
          return ready;
        },
        executor);
  }

  private static <T> Map<String, T> await(Map<String, CompletableFuture<T>> parts) {
    var all = new HashMap<String, T>();
    parts.forEach((name, part) -> all.put(name, await(part)));
    return all;
  }

  private static <T> T await(CompletableFuture<T> part) {
    try {
      return part.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      Throwable cause = e;
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw cause instanceof TimeoutException
          ? new TwinException("The twin did not start within " + LIMIT.toSeconds() + " s", e)
          : new TwinException(
              "The twin did not start: "
                  + (cause.getMessage() == null ? cause.toString() : cause.getMessage()),
              e);
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("a part of the twin did not stop in order: {}", e.toString());
    }
  }
}
