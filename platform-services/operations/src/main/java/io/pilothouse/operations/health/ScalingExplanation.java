package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler.Condition;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler.Metric;
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
public record ScalingExplanation(Verdict verdict, String sentence) {
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
      return blind("It cannot scale", unable.get());
    }
    Optional<Condition> inactive = broken(hpa, "ScalingActive");
    if (inactive.isPresent()) {
      return inactive.get().reason().equals("ScalingDisabled")
          ? new ScalingExplanation(
              Verdict.STEADY, "Scaling is disabled: the Deployment asks for no pods.")
          : blind("It cannot decide", inactive.get());
    }
    Optional<Metric> driver = driver(hpa);
    if (driver.isEmpty()) {
      return new ScalingExplanation(
          Verdict.WAITING, "No metric was read yet, so it keeps " + pods(hpa.currentReplicas()));
    }
    return decide(hpa, driver.get());
  }

  private static ScalingExplanation decide(HorizontalPodAutoscaler hpa, Metric driver) {
    int current = hpa.currentReplicas();
    int desired = hpa.desiredReplicas();
    double ratio = ratio(driver);
    String because = reading(driver);
    if (desired > current) {
      return new ScalingExplanation(
          Verdict.SCALING_UP,
          "Scaling from " + current + " to " + desired + ", because " + because + ".");
    }
    if (desired < current) {
      return new ScalingExplanation(
          Verdict.SCALING_DOWN,
          "Scaling from " + current + " down to " + desired + ", because " + because + ".");
    }
    if (ratio > 1 + TOLERANCE && current >= hpa.maxReplicas()) {
      int wanted = (int) Math.ceil(current * ratio);
      return new ScalingExplanation(
          Verdict.AT_MAXIMUM,
          "Held at the maximum of "
              + hpa.maxReplicas()
              + ": "
              + because
              + ", which would take "
              + wanted
              + " pods.");
    }
    if (ratio < 1 - TOLERANCE && current <= hpa.minReplicas()) {
      return new ScalingExplanation(
          Verdict.AT_MINIMUM,
          "Rests at the minimum of " + hpa.minReplicas() + ": " + because + ".");
    }
    return new ScalingExplanation(Verdict.STEADY, steady(hpa, ratio, because));
  }

  private static String steady(HorizontalPodAutoscaler hpa, double ratio, String because) {
    String keeps = "Keeps " + pods(hpa.currentReplicas()) + " " + because;
    if (Math.abs(ratio - 1) <= TOLERANCE) {
      return keeps + ", within the tolerance of 10 %.";
    }
    return hpa.conditions().stream()
        .filter(c -> c.type().equals("AbleToScale"))
        .filter(c -> c.reason().equals("ScaleDownStabilized") || c.reason().equals("BackoffBoth"))
        .findFirst()
        .map(c -> keeps + ", and a decrease waits until it has lasted (" + c.reason() + ").")
        .orElseGet(() -> keeps + ", which rounds to the same number of pods.");
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

  private static String reading(Metric metric) {
    String percent = metric.utilization() ? " %" : "";
    return metric.name()
        + " is at "
        + metric.current().map(ScalingExplanation::rounded).orElse("unknown")
        + percent
        + " of its target of "
        + rounded(metric.target())
        + percent;
  }

  private static Optional<Condition> broken(HorizontalPodAutoscaler hpa, String type) {
    return hpa.conditions().stream().filter(c -> c.type().equals(type) && !c.status()).findFirst();
  }

  private static ScalingExplanation blind(String what, Condition condition) {
    return new ScalingExplanation(
        Verdict.BLIND, what + " (" + condition.reason() + "): " + condition.message());
  }

  private static String pods(int count) {
    return count + (count == 1 ? " pod:" : " pods:");
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
