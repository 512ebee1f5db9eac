package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler.Condition;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler.Metric;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sentence why an autoscaler scales or does not.
 *
 * @param verdict what it comes to
 * @param sentence for a person, with the numbers that it rests on
 */
public record ScalingExplanation(Verdict verdict, Sentence sentence) {
  /** The controller leaves the count as it is within this share around the target. */
  private static final double TOLERANCE = 0.1;

  /** What an autoscaler does. */
  public enum Verdict {
    STEADY,
    SCALING_UP,
    SCALING_DOWN,
    /** It wants fewer and may not: its range ends there. Normal at night. */
    AT_MINIMUM,
    /** It wants more and may not: its range ends there. */
    AT_MAXIMUM,
    /** It cannot decide: metrics are missing, or it cannot reach its target. */
    BLIND,
    /** It has not looked yet. */
    WAITING
  }

  /** Explains an autoscaler from what it reports. */
  public static ScalingExplanation of(HorizontalPodAutoscaler hpa) {
    Optional<Condition> unable = broken(hpa, "AbleToScale");
    if (unable.isPresent()) {
      return blind("operations.scaling.unable", unable.get());
    }
    Optional<Condition> inactive = broken(hpa, "ScalingActive");
    if (inactive.isPresent()) {
      return inactive.get().reason().equals("ScalingDisabled")
          ? new ScalingExplanation(Verdict.STEADY, Sentence.of("operations.scaling.disabled"))
          : blind("operations.scaling.undecided", inactive.get());
    }
    Optional<Metric> driver = driver(hpa);
    if (driver.isEmpty()) {
      return new ScalingExplanation(
          Verdict.WAITING, Sentence.of("operations.scaling.waiting", hpa.currentReplicas()));
    }
    return decide(hpa, driver.get());
  }

  private static ScalingExplanation decide(HorizontalPodAutoscaler hpa, Metric driver) {
    int current = hpa.currentReplicas();
    int desired = hpa.desiredReplicas();
    double ratio = ratio(driver);
    Sentence because = reading(driver);
    if (desired > current) {
      return new ScalingExplanation(
          Verdict.SCALING_UP, Sentence.of("operations.scaling.up", current, desired, because));
    }
    if (desired < current) {
      return new ScalingExplanation(
          Verdict.SCALING_DOWN, Sentence.of("operations.scaling.down", current, desired, because));
    }
    if (ratio > 1 + TOLERANCE && current >= hpa.maxReplicas()) {
      int wanted = (int) Math.ceil(current * ratio);
      return new ScalingExplanation(
          Verdict.AT_MAXIMUM,
          Sentence.of("operations.scaling.maximum", hpa.maxReplicas(), because, wanted));
    }
    if (ratio < 1 - TOLERANCE && current <= hpa.minReplicas()) {
      return new ScalingExplanation(
          Verdict.AT_MINIMUM,
          Sentence.of("operations.scaling.minimum", hpa.minReplicas(), because));
    }
    return new ScalingExplanation(Verdict.STEADY, steady(hpa, ratio, because));
  }

  private static Sentence steady(HorizontalPodAutoscaler hpa, double ratio, Sentence because) {
    int current = hpa.currentReplicas();
    if (Math.abs(ratio - 1) <= TOLERANCE) {
      return Sentence.of("operations.scaling.tolerance", current, because);
    }
    return hpa.conditions().stream()
        .filter(c -> c.type().equals("AbleToScale"))
        .filter(c -> c.reason().equals("ScaleDownStabilized") || c.reason().equals("BackoffBoth"))
        .findFirst()
        .map(c -> Sentence.of("operations.scaling.stabilized", current, because, c.reason()))
        .orElseGet(() -> Sentence.of("operations.scaling.rounds", current, because));
  }

  /** The metric that asks for the most pods decides, as in the controller. */
  private static Optional<Metric> driver(HorizontalPodAutoscaler hpa) {
    return hpa.metrics().stream()
        .filter(m -> m.current().isPresent() && m.target() > 0)
        .max(Comparator.comparingDouble(ScalingExplanation::ratio));
  }

  private static double ratio(Metric metric) {
    return metric.current().map(c -> c / metric.target()).orElse(0.0);
  }

  private static Sentence reading(Metric metric) {
    return Sentence.of(
        "operations.scaling.reading",
        named(metric.name()),
        value(metric, metric.current().orElse(0.0)),
        value(metric, metric.target()));
  }

  /** The usual metrics have words of ours; the others are called what the cluster calls them. */
  private static Sentence named(String metric) {
    return switch (metric) {
      case "cpu" -> Sentence.of("operations.metric.cpu");
      case "memory" -> Sentence.of("operations.metric.memory");
      case "requests_per_second" -> Sentence.of("operations.metric.requests-per-second");
      case "active_connections" -> Sentence.of("operations.metric.active-connections");
      case "queue_length" -> Sentence.of("operations.metric.queue-length");
      default -> Sentence.verbatim(metric);
    };
  }

  private static Sentence value(Metric metric, double value) {
    return metric.utilization()
        ? Sentence.of("operations.percent", rounded(value))
        : Sentence.verbatim(rounded(value));
  }

  private static Optional<Condition> broken(HorizontalPodAutoscaler hpa, String type) {
    return hpa.conditions().stream().filter(c -> c.type().equals(type) && !c.status()).findFirst();
  }

  private static ScalingExplanation blind(String key, Condition condition) {
    return new ScalingExplanation(
        Verdict.BLIND, Sentence.of(key, condition.reason(), condition.message()));
  }

  static String rounded(double value) {
    return BigDecimal.valueOf(value)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** How many pods the metrics ask for, whatever the range allows; absent where none was read. */
  public static Optional<Integer> wantedPods(HorizontalPodAutoscaler hpa) {
    return driver(hpa)
        .map(ScalingExplanation::ratio)
        .map(ratio ->
            Math.abs(ratio - 1) <= TOLERANCE
                ? hpa.currentReplicas()
                : (int) Math.ceil(hpa.currentReplicas() * ratio));
  }

  /** The names of metrics that cannot be read now. */
  public static List<String> unread(HorizontalPodAutoscaler hpa) {
    return hpa.metrics().stream()
        .filter(m -> m.current().isEmpty())
        .map(Metric::name)
        .collect(Collectors.toList());
  }
}
