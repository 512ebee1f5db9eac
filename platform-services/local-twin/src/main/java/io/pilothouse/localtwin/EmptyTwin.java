package io.pilothouse.localtwin;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.deploy.ClusterDns;
import io.pilothouse.localtwin.deploy.NodePoolLimits;
import io.pilothouse.localtwin.deploy.Placement;
import io.pilothouse.localtwin.deploy.PolicedNetwork;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.localtwin.load.MessageTraffic;
import io.pilothouse.localtwin.load.QueueDepths;
import io.pilothouse.localtwin.load.ServiceContainers;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.redis.RedisBinary;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A twin in which nothing is there but the control planes. A deployment to its Azure endpoint makes
 * the rest: PostgreSQL, Redis and the broker start with their resources, nodes and add-ons come
 * with the cluster's, workloads by whoever speaks to the cluster, and the services work when all of
 * it is there.
 */
final class EmptyTwin implements Provisioning.Parts {
  private static final Logger LOG = LoggerFactory.getLogger(EmptyTwin.class);

  /** Namespaces that a cluster has by itself. */
  private static final Set<String> OWN =
      Set.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final Blueprint blueprint;
  private final TwinOptions options;
  private final TwinFolder folder;
  private final TwinStart start;
  private final EstatePlan plan;
  private final NodePoolLimits limits;
  private final Processes processes = new Processes(Map.of(), Map.of(), Map.of());
  private final ServiceContainers containers;
  private final DataContainers data;
  private final KubernetesTwin kubernetes;

  // What was begun since it was empty. Guarded by this.
  private Optional<ServiceLoad> load = Optional.empty();
  private Optional<MessageTraffic> messages = Optional.empty();
  private final List<AutoCloseable> begun = new ArrayList<>();

  EmptyTwin(Blueprint blueprint, TwinOptions options, TwinFolder folder, TwinStart start) {
    this.blueprint = blueprint;
    this.options = options;
    this.folder = folder;
    this.start = start;
    this.plan = new EstatePlan(blueprint);
    this.limits = new NodePoolLimits(blueprint.cluster().nodePools());
    this.containers = new ServiceContainers(options.containerStart());
    this.data = start.opened(new DataContainers(containers));
    this.kubernetes = controlPlane();
  }

  private KubernetesTwin controlPlane() {
    try {
      var started =
          start.opened(KubernetesTwin.start(plan.withoutNodes(), data, Optional.of(containers)));
      started.writeKubeconfig(
          folder.path(TwinFolder.KUBECONFIG), blueprint.system(), blueprint.cluster().namespace());
      return started;
    } catch (IOException e) {
      throw new TwinException("The Kubernetes API cannot listen: " + e.getMessage(), e);
    }
  }

  TwinParts start() {
    var provisioning = new Provisioning(blueprint, this);
    var clusterView = new ClusterView(blueprint, kubernetes, limits, containers);
    var measures =
        new AlertMeasures(
            blueprint,
            processes,
            kubernetes,
            containers,
            () -> load().map(working -> working.generator().snapshot()));
    var view =
        new AzureView(
            blueprint,
            processes,
            clusterView::facts,
            measures,
            () -> folder.read(TwinFolder.KUBECONFIG),
            options.clock().instant(),
            provisioning::clustered);
    var hands = new AzureHands(blueprint, processes, kubernetes, limits, Optional.of(provisioning));
    var sinks = start.startSinks();
    var azure = start.startAzure(view, hands, sinks);
    azure.clear();
    return new TwinParts(
        processes, kubernetes, view.scope(), Optional.of(azure), this::load, sinks, this::messages);
  }

  private synchronized Optional<ServiceLoad> load() {
    return load;
  }

  private synchronized Optional<MessageTraffic> messages() {
    return messages;
  }

  @Override
  public void startServer(String name) {
    var declared =
        blueprint.databaseServers().stream()
            .filter(s -> s.resourceName().equals(name))
            .findFirst()
            .orElseThrow();
    var server = start.startServer(declared, PostgresBinaries.unpack(options.cache()));
    processes.add(name, server);
    start.watch(server);
    keep(server);
    start.tell();
  }

  @Override
  public void startCache(String name) {
    var declared =
        blueprint.caches().stream()
            .filter(c -> c.resourceName().equals(name))
            .findFirst()
            .orElseThrow();
    var cache = start.startCache(declared, RedisBinary.unpack(options.cache()));
    processes.add(name, cache);
    keep(cache);
    start.tell();
  }

  @Override
  public void startBroker(String name) {
    var declared =
        blueprint.messageBrokers().stream()
            .filter(b -> b.resourceName().equals(name))
            .findFirst()
            .orElseThrow();
    var broker = start.startBroker(declared);
    processes.add(name, broker);
    keep(broker);
    containers.queues(new QueueDepths(List.copyOf(processes.brokers())));
  }

  @Override
  public void startCluster(JsonNode declared) {
    for (Cluster.NodePool pool : plan.nodePools()) {
      kubernetes.scaleNodePool(Placement.agentPool(pool), pool.count());
    }
    ClusterDns.install(kubernetes);
    if (Provisioning.enabled(declared, "azureKeyvaultSecretsProvider")) {
      kubernetes.apply(addon("secrets-store"));
    }
    if (declared.at("/properties/azureMonitorProfile/metrics/enabled").asBoolean()) {
      kubernetes.apply(addon("managed-prometheus"));
    }
    containers.network(new PolicedNetwork(kubernetes, blueprint));
    keep(start.scaleNodePools(kubernetes));
    // Data that live in pods have processes of their own, which come and go with the pods.
    blueprint.databaseServers().stream()
        .filter(s -> s.deployment().isPresent())
        .forEach(s -> startServer(s.resourceName()));
    blueprint.caches().stream()
        .filter(c -> c.deployment().isPresent())
        .forEach(c -> startCache(c.resourceName()));
    data.runWithPods(blueprint, processes);
    start.tell();
  }

  @Override
  public synchronized void startWork() {
    load = start.startLoad(processes, containers);
    load.ifPresent(begun::add);
    LOG.info("twin={} services at work={}", blueprint.system(), load.isPresent());
  }

  @Override
  public synchronized void startMessages() {
    messages = load.map(working -> start.startMessages(processes, working));
    messages.ifPresent(begun::add);
  }

  @Override
  public synchronized void endAll() {
    // The load before what it stands on.
    begun.reversed().forEach(start::closeNow);
    begun.clear();
    load = Optional.empty();
    messages = Optional.empty();
    processes.clear();
    containers.queues(new QueueDepths(List.of()));
    for (var namespace :
        kubernetes.api().list(BuiltInResources.NAMESPACES, Selection.everything())) {
      if (!OWN.contains(namespace.name())) {
        kubernetes
            .api()
            .delete(
                BuiltInResources.NAMESPACES, new ObjectKey("", namespace.name()), Deletion.now());
      }
    }
    for (Cluster.NodePool pool : plan.nodePools()) {
      kubernetes.scaleNodePool(Placement.agentPool(pool), 0);
    }
    start.tell();
  }

  private synchronized void keep(AutoCloseable part) {
    begun.add(part);
  }

  private static String addon(String name) {
    String file = "addon-" + name + ".yaml";
    try (InputStream stream = EmptyTwin.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + file + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + file + " cannot be read", e);
    }
  }
}
