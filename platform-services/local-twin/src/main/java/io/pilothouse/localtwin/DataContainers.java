package io.pilothouse.localtwin;

import io.pilothouse.localtwin.kubernetes.ContainerRuntime;
import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.load.ServiceContainers;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.redis.RedisCluster;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs in the containers of databases and caches that the document puts into pods: their real
 * processes. When the last pod of one is gone its process is stopped, with the next that starts it
 * is started again; PostgreSQL keeps its data, Redis what it has saved. Everything else is the
 * services' runtime's.
 *
 * <p>Safe for any thread. Processes are stopped and started on a thread of its own, so that the
 * cluster's controllers wait for none of them.
 */
final class DataContainers implements ContainerRuntime, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataContainers.class);

  /** When a process was busy, such as with a restart of its own. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** A process that can be stopped and started again with its data; both block. */
  private interface Backing {
    void stop();

    void start();
  }

  private final ContainerRuntime services;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("data-pods").factory());
  // Guarded by this.
  private final Map<String, Set<String>> running = new HashMap<>();
  private final Map<String, Backing> backings = new HashMap<>();

  /** Workloads whose processes are down. Used by the worker alone. */
  private final Set<String> down = new HashSet<>();

  DataContainers(ContainerRuntime services) {
    this.services = services;
  }

  /** From now on the processes in pods run when their pods do. */
  synchronized void runWithPods(Blueprint blueprint, Processes processes) {
    for (var server : blueprint.databaseServers()) {
      server
          .deployment()
          .ifPresent(name -> backings.put(name, of(processes.server(server.resourceName()))));
    }
    for (var cache : blueprint.caches()) {
      cache
          .deployment()
          .ifPresent(name -> backings.put(name, of(processes.cache(cache.resourceName()))));
    }
  }

  private static Backing of(FlexibleServer server) {
    return new Backing() {
      @Override
      public void stop() {
        server.stop().join();
      }

      @Override
      public void start() {
        server.startAgain().join();
      }
    };
  }

  private static Backing of(RedisCluster cache) {
    List<String> nodes = cache.state().stream().map(node -> node.name()).toList();
    return new Backing() {
      @Override
      public void stop() {
        nodes.forEach(cache::hold);
      }

      @Override
      public void start() {
        nodes.forEach(cache::release);
      }
    };
  }

  @Override
  public ImageBehavior behaviorOf(String image, PodReference pod) {
    synchronized (this) {
      if (backings.containsKey(workload(pod))) {
        return ImageBehavior.serves(); // whoever made the pod chose the image
      }
    }
    return services.behaviorOf(image, pod);
  }

  @Override
  public List<LogLine> log(PodReference pod, String container) {
    return services.log(pod, container);
  }

  @Override
  public void started(PodReference pod, String container, String image) {
    services.started(pod, container, image);
    String workload = workload(pod);
    synchronized (this) {
      running.computeIfAbsent(workload, name -> new HashSet<>()).add(pod.uid());
    }
    settle(workload, Duration.ZERO);
  }

  @Override
  public void stopped(PodReference pod, String container) {
    services.stopped(pod, container);
    String workload = workload(pod);
    synchronized (this) {
      running.computeIfPresent(workload, (name, pods) -> without(pods, pod.uid()));
    }
    settle(workload, Duration.ZERO);
  }

  private static Set<String> without(Set<String> pods, String uid) {
    pods.remove(uid);
    return pods;
  }

  private static String workload(PodReference pod) {
    return pod.labels().getOrDefault(ServiceContainers.APP, "");
  }

  private void settle(String workload, Duration delay) {
    try {
      var unused = worker.schedule(() -> look(workload), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("pod of {} changed while the twin stops", workload);
    }
  }

  private void look(String workload) {
    Backing backing;
    boolean wanted;
    synchronized (this) {
      backing = backings.get(workload);
      wanted = !running.getOrDefault(workload, Set.of()).isEmpty();
    }
    if (backing == null || wanted == !down.contains(workload)) {
      return;
    }
    try {
      if (wanted) {
        backing.start();
        down.remove(workload);
      } else {
        backing.stop();
        down.add(workload);
      }
      LOG.info("pod={} process={}", workload, wanted ? "started" : "stopped");
    } catch (RuntimeException busy) {
      LOG.warn("pod={} process as it was, tried again: {}", workload, busy.toString());
      settle(workload, AGAIN);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
