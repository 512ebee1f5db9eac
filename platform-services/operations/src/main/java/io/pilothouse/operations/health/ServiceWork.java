package io.pilothouse.operations.health;

import io.pilothouse.operations.Sources;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a set of pods serves now, from what they report of themselves: sums of rates, averages that
 * weigh a pod by its requests, the worst of what is full. Only values that may be judged count.
 *
 * @param requests a second, over all pods
 * @param failedPercent of the requests, 0 to 100
 * @param responseMillis average time of an answer
 * @param hitRatio share of the reads that either cache tier answered, 0 to 1
 * @param poolPercent of the fullest pod's database connections, in use
 * @param poolWaiting callers that wait for a connection, over all pods
 * @param replicaReads share of the database reads that a replica answered, 0 to 1
 * @param breakersOpen pods whose breaker is open, by external system
 * @param externalMillis time of an answer, by external system
 * @param errors a second over all pods, by trouble and component
 * @param newest the youngest of the values; absent where nothing is reported
 */
public record ServiceWork(
    Optional<Double> requests,
    Optional<Double> failedPercent,
    Optional<Double> responseMillis,
    Optional<Double> hitRatio,
    Optional<Double> poolPercent,
    Optional<Double> poolWaiting,
    Optional<Double> replicaReads,
    Map<String, Long> breakersOpen,
    Map<String, Double> externalMillis,
    Map<Dependency, Double> errors,
    Optional<Observed<Measurement>> newest) {

  /** One way in which calls to one component fail. */
  public record Dependency(WorkloadMetrics.Trouble trouble, String component)
      implements Comparable<Dependency> {
    @Override
    public int compareTo(Dependency other) {
      return Comparator.comparing(Dependency::component)
          .thenComparing(Dependency::trouble)
          .compare(this, other);
    }
  }

  /** What these pods report. */
  public static ServiceWork of(Estate estate, Collection<Pod> pods) {
    var sums = new Sums();
    if (!estate.snapshot().current(Sources.KUBERNETES)) {
      return sums.work();
    }
    // Thousands of pods report dozens of figures each: what is the same for all is asked once.
    Instant oldest = estate.now().minus(Estate.WORK_AGE);
    for (Pod pod : pods) {
      Map<String, Observed<Measurement>> values =
          estate.snapshot().measurements().getOrDefault(pod.id(), Map.of());
      Observed<Measurement> requests = values.get(WorkloadMetrics.REQUESTS);
      double weight = requests != null && judgeable(requests, oldest) ? value(requests) : 0;
      values.forEach((metric, measured) -> {
        if (judgeable(measured, oldest)) {
          sums.add(metric, measured, weight);
        }
      });
    }
    return sums.work();
  }

  /** Errors a second of one component, of any kind. */
  public double errorsOf(String component) {
    return errors.entrySet().stream()
        .filter(e -> e.getKey().component().equals(component))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Errors a second of one component, of one kind. */
  public double errorsOf(WorkloadMetrics.Trouble trouble, String component) {
    return errors.getOrDefault(new Dependency(trouble, component), 0.0);
  }

  private static boolean judgeable(Observed<Measurement> measured, Instant oldest) {
    return measured.source().equals(Sources.KUBERNETES)
        && !measured.value().measuredAt().isBefore(oldest);
  }

  private static double value(Observed<Measurement> measured) {
    return measured.value().value();
  }

  /** Collects the values of several pods. */
  private static final class Sums {
    private final Map<String, double[]> averages = new HashMap<>();
    private final Map<String, Double> totals = new HashMap<>();
    private final Map<String, Double> worst = new HashMap<>();
    private final Map<String, Long> breakers = new TreeMap<>();
    private final Map<Dependency, Double> errors = new TreeMap<>();
    private Optional<Observed<Measurement>> newest = Optional.empty();
    private Instant newestAt = Instant.MIN;

    void add(String metric, Observed<Measurement> measured, double weight) {
      double value = value(measured);
      boolean told =
          switch (metric) {
            case WorkloadMetrics.REQUESTS, WorkloadMetrics.POOL_WAITING -> {
              totals.merge(metric, value, Double::sum);
              yield true;
            }
            case WorkloadMetrics.POOL -> {
              worst.merge(metric, value, Math::max);
              yield true;
            }
            case WorkloadMetrics.FAILED_REQUESTS,
                WorkloadMetrics.RESPONSE_TIME,
                WorkloadMetrics.HIT_RATIO,
                WorkloadMetrics.REPLICA_READS -> {
              average(metric, value, weight);
              yield true;
            }
            default -> family(metric, value, weight);
          };
      if (told && measured.value().measuredAt().isAfter(newestAt)) {
        newestAt = measured.value().measuredAt();
        newest = Optional.of(measured);
      }
    }

    private boolean family(String metric, double value, double weight) {
      if (metric.startsWith(WorkloadMetrics.BREAKER_OPEN)) {
        breakers.merge(
            metric.substring(WorkloadMetrics.BREAKER_OPEN.length()),
            value >= 0.5 ? 1L : 0L,
            Long::sum);
        return true;
      }
      if (metric.startsWith(WorkloadMetrics.EXTERNAL_TIME)) {
        average(metric, value, weight);
        return true;
      }
      if (metric.startsWith(WorkloadMetrics.DEPENDENCY_ERRORS)) {
        error(metric.substring(WorkloadMetrics.DEPENDENCY_ERRORS.length()), value);
        return true;
      }
      return false;
    }

    private void error(String what, double value) {
      for (WorkloadMetrics.Trouble trouble : WorkloadMetrics.Trouble.values()) {
        String prefix = trouble.name().toLowerCase(Locale.ROOT) + "_";
        if (what.startsWith(prefix) && value > 0) {
          errors.merge(
              new Dependency(trouble, what.substring(prefix.length())), value, Double::sum);
        }
      }
    }

    /** A pod without requests has nothing to say, unless none has any. */
    private void average(String metric, double value, double weight) {
      double[] sums = averages.computeIfAbsent(metric, m -> new double[4]);
      sums[0] += value * weight;
      sums[1] += weight;
      sums[2] += value;
      sums[3]++;
    }

    private Optional<Double> average(String metric) {
      return Optional.ofNullable(averages.get(metric))
          .map(s -> s[1] > 0 ? s[0] / s[1] : s[2] / s[3]);
    }

    ServiceWork work() {
      var external = new TreeMap<String, Double>();
      averages.keySet().stream()
          .filter(m -> m.startsWith(WorkloadMetrics.EXTERNAL_TIME))
          .forEach(m ->
              average(m)
                  .ifPresent(
                      v -> external.put(m.substring(WorkloadMetrics.EXTERNAL_TIME.length()), v)));
      breakers.values().removeIf(open -> open == 0);
      return new ServiceWork(
          Optional.ofNullable(totals.get(WorkloadMetrics.REQUESTS)),
          average(WorkloadMetrics.FAILED_REQUESTS),
          average(WorkloadMetrics.RESPONSE_TIME),
          average(WorkloadMetrics.HIT_RATIO),
          Optional.ofNullable(worst.get(WorkloadMetrics.POOL)),
          Optional.ofNullable(totals.get(WorkloadMetrics.POOL_WAITING)),
          average(WorkloadMetrics.REPLICA_READS),
          breakers,
          external,
          errors,
          newest);
    }
  }
}
