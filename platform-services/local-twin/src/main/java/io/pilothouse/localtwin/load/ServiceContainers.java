package io.pilothouse.localtwin.load;

import io.pilothouse.localtwin.kubernetes.ContainerRuntime;
import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.PodMetricsSource;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.kubernetes.PodUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What runs in the cluster's containers: the services. Tells the cluster what each image does and
 * what each pod uses, and learns from it which pods are ready.
 *
 * <p>The cluster starts before the services have their database; until {@link #serve} names them,
 * ready pods are remembered. Safe for concurrent use.
 */
public final class ServiceContainers implements ContainerRuntime, PodMetricsSource {

  /** The label that says whose a pod is. */
  public static final String APP = "app";

  /** The label of a job's pods. */
  private static final String JOB = "batch.kubernetes.io/job-name";

  private static final Duration JOB_WORK = Duration.ofSeconds(2);

  private final Map<String, SimulatedService> services = new ConcurrentHashMap<>();

  /** Running pods by uid, with their image. Guarded by this together with {@link #services}. */
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  private volatile Duration untilReady;

  /** Deployments whose pods nothing is measured of. */
  private final Set<String> unmeasured = ConcurrentHashMap.newKeySet();

  private volatile ClusterNetwork network = ClusterNetwork.OPEN;
  private volatile QueueDepths queues = new QueueDepths(List.of());

  /**
   * Makes an empty runtime.
   *
   * @param untilReady how long a service takes from its start to its first good probe
   */
  public ServiceContainers(Duration untilReady) {
    this.untilReady = untilReady;
  }

  /** Changes how long services take to start from now on. */
  public void untilReady(Duration time) {
    untilReady = time;
  }

  /** Says from now on what the pods reach; until then they reach everything. */
  public void network(ClusterNetwork network) {
    this.network = network;
  }

  /** Says from now on which queues are measured; until then none are. */
  public void queues(QueueDepths queues) {
    this.queues = queues;
  }

  /** What the pods reach, at each moment. */
  ClusterNetwork network() {
    return (from, component) -> network.reach(from, component);
  }

  /**
   * Lets the metrics of a service's pods be missing, or be there again.
   *
   * @param deployment the name of its Deployment
   */
  public void measure(String deployment, boolean measured) {
    if (measured) {
      unmeasured.remove(deployment);
    } else {
      unmeasured.add(deployment);
    }
  }

  /** The service of a blueprint's id. */
  Optional<SimulatedService> serving(String id) {
    return services.values().stream().filter(service -> service.id().equals(id)).findFirst();
  }

  /** Gives the pods of a service, those there and those to come, to it. */
  public synchronized void serve(SimulatedService service) {
    services.put(service.plan().service(), service);
    running.values().stream()
        .filter(pod -> service.plan().service().equals(app(pod.reference())))
        .forEach(pod -> service.podReady(pod.reference(), pod.image()));
  }

  @Override
  public ImageBehavior behaviorOf(String image, PodReference pod) {
    if (pod.labels().containsKey(JOB)) {
      return new ImageBehavior.Completes(JOB_WORK, List.of("done"));
    }
    if (app(pod).isEmpty()) {
      return ImageBehavior.serves();
    }
    return switch (ReleaseBehavior.ofImage(image)) {
      case ReleaseBehavior.Sound sound -> new ImageBehavior.Serves(untilReady);
      case ReleaseBehavior.Slow slow -> new ImageBehavior.Serves(untilReady);
      case ReleaseBehavior.Failing failing -> new ImageBehavior.Serves(untilReady);
      case ReleaseBehavior.Crashing crashing ->
          ImageBehavior.crashes("FATAL " + app(pod) + " cannot start: configuration incomplete");
      case ReleaseBehavior.NeverReady never ->
          new ImageBehavior.NeverReady("HTTP probe failed with statuscode: 503");
      case ReleaseBehavior.Missing missing -> new ImageBehavior.CannotBePulled();
    };
  }

  @Override
  public List<LogLine> log(PodReference pod, String container) {
    return servicePod(pod.namespace(), pod.name()).map(ServicePod::log).orElse(List.of());
  }

  @Override
  public synchronized void started(PodReference pod, String container, String image) {
    running.put(pod.uid(), new Running(pod, image));
    service(pod).ifPresent(service -> service.podReady(pod, image));
  }

  @Override
  public synchronized void stopped(PodReference pod, String container) {
    running.remove(pod.uid());
    service(pod).ifPresent(service -> service.podGone(pod));
  }

  @Override
  public Optional<PodUsage> usage(String namespace, String pod) {
    return measuredPod(namespace, pod).map(ServicePod::usage);
  }

  @Override
  public Map<String, Double> custom(String namespace, String pod) {
    return measuredPod(namespace, pod).map(ServicePod::metrics).orElseGet(Map::of);
  }

  @Override
  public OptionalDouble external(String namespace, String metric) {
    return queues.value(metric);
  }

  private boolean measured(SimulatedService service) {
    return !unmeasured.contains(service.plan().service());
  }

  private Optional<ServicePod> measuredPod(String namespace, String pod) {
    return services.values().stream()
        .filter(this::measured)
        .flatMap(service -> service.pod(namespace, pod).stream())
        .findFirst();
  }

  private Optional<ServicePod> servicePod(String namespace, String pod) {
    return services.values().stream()
        .flatMap(service -> service.pod(namespace, pod).stream())
        .findFirst();
  }

  private Optional<SimulatedService> service(PodReference pod) {
    return Optional.ofNullable(services.get(app(pod)));
  }

  private static String app(PodReference pod) {
    return pod.labels().getOrDefault(APP, "");
  }

  /** A container that serves. */
  private record Running(PodReference reference, String image) {}
}
