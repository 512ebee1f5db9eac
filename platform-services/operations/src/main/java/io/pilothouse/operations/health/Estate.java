package io.pilothouse.operations.health;

import io.pilothouse.operations.Sources;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.estate.StatefulSet;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A snapshot at a moment, indexed in one pass as the judges and rules ask for it. It never changes
 * what it says; what is costly to say is worked out when it is first asked for.
 */
public final class Estate {
  /**
   * A value of the platform's metrics older than this is not shown as current: their finest grain
   * is a minute and the newest ones come late.
   */
  public static final Duration METRIC_AGE = Duration.ofMinutes(5);

  /** The servers are asked each second: an older answer of theirs is none. */
  private static final Duration ANSWER_AGE = Duration.ofSeconds(15);

  /** Pods are asked for their work every ten seconds: what they said three rounds ago is past. */
  static final Duration WORK_AGE = Duration.ofSeconds(35);

  private final Snapshot snapshot;
  private final Instant now;
  private final Map<SourceId, Instant> heardSince;
  private final Map<String, String> names;
  private final Map<String, Observed<Deployment>> deployments = new HashMap<>();
  private final Map<String, Observed<StatefulSet>> statefulSets = new HashMap<>();
  private final Map<String, List<Pod>> pods = new HashMap<>();
  private final List<Pod> allPods = new ArrayList<>();
  private final Map<String, Observed<HorizontalPodAutoscaler>> autoscalers = new HashMap<>();
  private final List<Observed<Node>> nodes = new ArrayList<>();
  private final Map<String, Observed<FlexibleServer>> servers = new HashMap<>();
  private final Map<String, Observed<RedisCache>> caches = new HashMap<>();
  private final Map<String, Observed<ManagedCluster>> clusters = new HashMap<>();
  private final Map<String, Observed<ServiceBusNamespace>> namespaces = new HashMap<>();
  private final Map<String, ServiceWork> work = new ConcurrentHashMap<>();

  /** A snapshot in which every resource has its declared name. */
  public Estate(Snapshot snapshot, Instant now, Map<SourceId, Instant> heardSince) {
    this(snapshot, now, heardSince, Map.of());
  }

  /**
   * Indexes a snapshot.
   *
   * @param heardSince when each source was first heard without a break; a source that has just
   *     begun to speak has not told everything yet
   * @param names live names by declared ones, where they differ; asking for the declared one finds
   *     the live one
   */
  public Estate(
      Snapshot snapshot,
      Instant now,
      Map<SourceId, Instant> heardSince,
      Map<String, String> names) {
    this.snapshot = snapshot;
    this.now = now;
    this.heardSince = Map.copyOf(heardSince);
    this.names = Map.copyOf(names);
    snapshot.resources().values().forEach(this::index);
    nodes.sort(Comparator.comparing(n -> n.value().id()));
    pods.values().forEach(l -> l.sort(Comparator.comparing(Pod::id)));
  }

  private void index(Observed<Resource> observed) {
    switch (observed.value()) {
      case Deployment d -> deployments.put(d.namespace() + "/" + d.name(), as(observed, d));
      case StatefulSet s -> statefulSets.put(s.namespace() + "/" + s.name(), as(observed, s));
      case Pod p -> {
        allPods.add(p);
        p.deployment()
            .ifPresent(
                d -> pods.computeIfAbsent(p.namespace() + "/" + d, k -> new ArrayList<>()).add(p));
      }
      case HorizontalPodAutoscaler h ->
          autoscalers.put(h.namespace() + "/" + deploymentOf(h), as(observed, h));
      case Node n -> nodes.add(as(observed, n));
      case FlexibleServer s -> servers.put(lower(s.name()), as(observed, s));
      case RedisCache c -> caches.put(lower(c.name()), as(observed, c));
      case ManagedCluster c -> clusters.put(lower(c.name()), as(observed, c));
      case ServiceBusNamespace b -> namespaces.put(lower(b.name()), as(observed, b));
      default -> {}
    }
  }

  /** An autoscaler's target may be written with its kind: {@code Deployment/user-service}. */
  private static String deploymentOf(HorizontalPodAutoscaler autoscaler) {
    String target = autoscaler.target();
    return target.substring(target.lastIndexOf('/') + 1);
  }

  private static <R> Observed<R> as(Observed<Resource> observed, R value) {
    return new Observed<>(value, observed.source(), observed.sequence(), observed.observedAt());
  }

  private String deploymentKey(String namespace, String name) {
    String declared = namespace + "/" + name;
    return names.getOrDefault(lower(declared), declared);
  }

  private String live(String declared) {
    return lower(names.getOrDefault(lower(declared), declared));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public Instant now() {
    return now;
  }

  /** The Deployment of a name. */
  public Optional<Observed<Deployment>> deployment(String namespace, String name) {
    return Optional.ofNullable(deployments.get(deploymentKey(namespace, name)));
  }

  /** The Deployment of a name, else the StatefulSet. */
  public Optional<Observed<? extends WorkloadResource>> workload(String namespace, String name) {
    String key = deploymentKey(namespace, name);
    return deployments.containsKey(key)
        ? Optional.ofNullable(deployments.get(key))
        : Optional.ofNullable(statefulSets.get(key));
  }

  /** Every Deployment, and every StatefulSet whose name no Deployment bears; in no order. */
  public Collection<Observed<? extends WorkloadResource>> workloads() {
    var all = new HashMap<String, Observed<? extends WorkloadResource>>(statefulSets);
    all.putAll(deployments);
    return all.values();
  }

  /** The pods of a Deployment or StatefulSet, by id. */
  public List<Pod> pods(String namespace, String deployment) {
    return pods.getOrDefault(deploymentKey(namespace, deployment), List.of());
  }

  /** How the pods of a Deployment or StatefulSet serve. */
  public ServiceWork work(String namespace, String deployment) {
    return work.computeIfAbsent(
        deploymentKey(namespace, deployment),
        k -> ServiceWork.of(this, pods.getOrDefault(k, List.of())));
  }

  /** Every pod, in no order. */
  public List<Pod> pods() {
    return allPods;
  }

  /** The autoscaler of a Deployment or StatefulSet. */
  public Optional<Observed<HorizontalPodAutoscaler>> autoscaler(String namespace, String name) {
    return Optional.ofNullable(autoscalers.get(deploymentKey(namespace, name)));
  }

  /** Every node, by id. */
  public List<Observed<Node>> nodes() {
    return nodes;
  }

  /** The server of a name, which Azure does not distinguish by case. */
  public Optional<Observed<FlexibleServer>> server(String name) {
    return Optional.ofNullable(servers.get(live(name)));
  }

  /** Every server, in no order. */
  public Collection<Observed<FlexibleServer>> servers() {
    return servers.values();
  }

  /** The cache of a name. */
  public Optional<Observed<RedisCache>> cache(String name) {
    return Optional.ofNullable(caches.get(live(name)));
  }

  /** Every cache, in no order. */
  public Collection<Observed<RedisCache>> caches() {
    return caches.values();
  }

  /** The Service Bus namespace of a name. */
  public Optional<Observed<ServiceBusNamespace>> namespace(String name) {
    return Optional.ofNullable(namespaces.get(live(name)));
  }

  /** The AKS cluster of a name; without a name the only one there is. */
  public Optional<Observed<ManagedCluster>> cluster(Optional<String> name) {
    return name.map(n -> Optional.ofNullable(clusters.get(live(n))))
        .orElseGet(() ->
            clusters.size() == 1
                ? Optional.of(clusters.values().iterator().next())
                : Optional.empty());
  }

  /** The newest value of these metrics, which say the same under several names. */
  public Optional<Observed<Measurement>> measured(Resource resource, List<String> metrics) {
    return metrics.stream()
        .flatMap(metric -> snapshot.measurement(resource.id(), metric).stream())
        .max(
            Comparator.<Observed<Measurement>, Boolean>comparing(this::current)
                .thenComparing(m -> m.value().measuredAt()));
  }

  /** Whether a measured value may be judged: its source is heard and it is young enough. */
  public boolean current(Observed<Measurement> measured) {
    return snapshot.current(measured.source())
        && !measured.value().measuredAt().isBefore(now.minus(allowedAge(measured)));
  }

  private static Duration allowedAge(Observed<Measurement> measured) {
    if (measured.source().equals(Sources.POSTGRES)) {
      return ANSWER_AGE;
    }
    boolean work =
        measured.source().equals(Sources.KUBERNETES)
            && !measured.value().metric().equals("cpu")
            && !measured.value().metric().equals("memory");
    return work ? WORK_AGE : METRIC_AGE;
  }

  /** The newest value of these metrics that may be judged. */
  public Optional<Double> judgeable(Resource resource, List<String> metrics) {
    return metrics.stream()
        .flatMap(metric -> snapshot.measurement(resource.id(), metric).stream())
        .filter(this::current)
        .max(Comparator.comparing(m -> m.value().measuredAt()))
        .map(m -> m.value().value());
  }

  /** How a source stands. */
  public SourceStanding standing(SourceId source) {
    SourceState state = snapshot.sources().get(source);
    if (state == null) {
      return new SourceStanding.NotConnected(
          source, Sentence.of("operations.source.nothing-set-up"));
    }
    return switch (state.status()) {
      case NOT_CONNECTED ->
          new SourceStanding.NotConnected(
              source, state.reason().orElse(Sentence.of("operations.source.not-set-up")));
      case STARTING -> new SourceStanding.Starting(source);
      case LOST ->
          new SourceStanding.Lost(
              source,
              state.reason().orElse(Sentence.of("operations.source.fell-silent")),
              state.lastHeard());
      case HEARD -> {
        Instant since = heardSince.getOrDefault(source, Instant.MIN);
        boolean settled =
            since.equals(Instant.MIN)
                || (listed(state) && !now.isBefore(since.plus(grace(state.period()))));
        yield new SourceStanding.Heard(source, settled, state.reason());
      }
    };
  }

  /**
   * A cluster's lists come one by one and as slowly as the machine is busy, so its source says when
   * it has them: time alone proves nothing. Other sources tell all at once.
   */
  private static boolean listed(SourceState state) {
    return !state.source().equals(Sources.KUBERNETES) || !state.coverage().kinds().isEmpty();
  }

  /** A source that began to speak has told everything after one period, ten seconds at most. */
  private static Duration grace(Duration period) {
    Duration longest = Duration.ofSeconds(10);
    return period.compareTo(longest) < 0 ? period : longest;
  }
}
