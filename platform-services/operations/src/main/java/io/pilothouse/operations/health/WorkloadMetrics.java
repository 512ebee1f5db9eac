package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.signal.Unit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The metrics that are read of each pod: a cluster may offer hundreds, and each is a request. Names
 * of what services built on {@code service-runtime} report, those that the document's alert rules
 * and autoscalers name, and three families that end in the name of what is depended on.
 */
public final class WorkloadMetrics {
  public static final String REQUESTS = "requests_per_second";

  /** Percent of the requests of the last seconds. */
  public static final String FAILED_REQUESTS = "failed_requests";

  /** Milliseconds. */
  public static final String RESPONSE_TIME = "avg_response_time";

  public static final String HIT_RATIO = "cache_hit_ratio";

  /** Percent of the pool's connections that are in use. */
  public static final String POOL = "database_connection_pool";

  /** Callers that wait for one of them. */
  public static final String POOL_WAITING = "database_connections_waiting";

  /** Share of the database reads that a replica answered. */
  public static final String REPLICA_READS = "replica_read_ratio";

  /** With the id of an external system behind: 1 while the breaker is open. */
  public static final String BREAKER_OPEN = "circuit_breaker_open_";

  /** With the id of an external system behind: milliseconds. */
  public static final String EXTERNAL_TIME = "external_response_time_";

  /** With a {@link Trouble} and the id of what is depended on behind: errors a second. */
  public static final String DEPENDENCY_ERRORS = "dependency_errors_";

  /** Errors a second of all dependencies of a service together; computed, not read. */
  public static final String ALL_DEPENDENCY_ERRORS = DEPENDENCY_ERRORS + "all";

  /** How a call to a dependency fails. */
  public enum Trouble {
    TIMEOUT,
    REFUSED,
    UNRESOLVED,
    UNAUTHORIZED,
    EXHAUSTED,
    OTHER;

    /** The metric of its errors of one component. */
    public String metricOf(String component) {
      return DEPENDENCY_ERRORS + name().toLowerCase(java.util.Locale.ROOT) + "_" + component;
    }
  }

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry(REQUESTS, Unit.PER_SECOND),
          Map.entry("active_connections", Unit.COUNT),
          Map.entry("queue_length", Unit.COUNT),
          Map.entry(FAILED_REQUESTS, Unit.PERCENT),
          Map.entry(RESPONSE_TIME, Unit.MILLISECONDS),
          Map.entry(HIT_RATIO, Unit.RATIO),
          Map.entry("cache_hit_ratio_local", Unit.RATIO),
          Map.entry("cache_hit_ratio_shared", Unit.RATIO),
          Map.entry(POOL, Unit.PERCENT),
          Map.entry(POOL_WAITING, Unit.COUNT),
          Map.entry(REPLICA_READS, Unit.RATIO));
  private static final Map<String, Unit> FAMILIES =
      Map.of(
          BREAKER_OPEN,
          Unit.NONE,
          EXTERNAL_TIME,
          Unit.MILLISECONDS,
          DEPENDENCY_ERRORS,
          Unit.PER_SECOND,
          HIT_RATIO + "_",
          Unit.RATIO);

  private final Set<String> names;

  private WorkloadMetrics(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /** What is read for a system; without a document, what is read for any. */
  public static WorkloadMetrics of(Optional<Blueprint> blueprint) {
    var names = new LinkedHashSet<>(UNITS.keySet());
    blueprint.ifPresent(b -> {
      b.alertRules().stream().map(AlertRule::metric).forEach(names::add);
      b.services().stream()
          .flatMap(s -> s.autoscaling().stream())
          .flatMap(a -> a.metrics().stream())
          .filter(m -> m.kind() == Service.MetricKind.CUSTOM)
          .map(Service.MetricTarget::name)
          .forEach(names::add);
    });
    return new WorkloadMetrics(names);
  }

  /**
   * Of the metrics that a cluster offers, those to read, the most telling first.
   *
   * @param most beyond which the rest is left out
   */
  public List<String> among(Collection<String> offered, int most) {
    return offered.stream()
        .distinct()
        .filter(m -> names.contains(m) || family(m).isPresent())
        .sorted(
            Comparator.<String>comparingInt(m -> names.contains(m) ? 0 : 1)
                .thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .toList();
  }

  /** The unit of a metric; none where its name does not tell. */
  public static Unit unit(String metric) {
    return Optional.ofNullable(UNITS.get(metric))
        .or(() -> family(metric).map(FAMILIES::get))
        .orElse(Unit.NONE);
  }

  private static Optional<String> family(String metric) {
    return FAMILIES.keySet().stream()
        .filter(f -> metric.startsWith(f) && metric.length() > f.length())
        .findFirst();
  }
}
