package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/**
 * From a proposed count to one that the autoscaler's windows, rates and range allow, with the
 * conditions that say so. Pure but for the history that it reads.
 *
 * @param spec of the HorizontalPodAutoscaler
 * @param defaultDownWindow stabilization of scale-down where the spec names none
 */
record ScalingLimits(
    JsonNode spec, ScalingHistory history, Duration defaultDownWindow, Instant now) {
  private static final int SMALLEST_LIMIT = 4;

  /** A condition: its verdict, reason and message. */
  record Verdict(boolean status, String reason, String message) {}

  /** The count that is allowed, and what AbleToScale and ScalingLimited say. */
  record Allowed(int replicas, Verdict ableToScale, Verdict scalingLimited) {}

  private static final Verdict READY =
      new Verdict(true, "ReadyForNewScale", "recommended size matches current size");
  private static final Verdict WITHIN =
      new Verdict(false, "DesiredWithinRange", "the desired count is within the acceptable range");

  Allowed allow(int current, int proposed) {
    JsonNode behavior = spec.path("behavior");
    int stable = stable(current, proposed, behavior);
    Verdict able =
        stable == proposed
            ? READY
            : stable < proposed
                ? new Verdict(
                    true,
                    "ScaleUpStabilized",
                    "recent recommendations were lower than current one, applying the lowest"
                        + " recent recommendation")
                : new Verdict(
                    true,
                    "ScaleDownStabilized",
                    "recent recommendations were higher than current one, applying the highest"
                        + " recent recommendation");
    return limit(current, stable, able, behavior);
  }

  private int stable(int current, int proposed, JsonNode behavior) {
    if (behavior.isMissingNode()) {
      return history.highest(now, defaultDownWindow, proposed);
    }
    int lowest = history.lowest(now, window(behavior, "scaleUp", Duration.ZERO), proposed);
    int highest = history.highest(now, window(behavior, "scaleDown", defaultDownWindow), proposed);
    return Math.clamp(current, lowest, highest);
  }

  private static Duration window(JsonNode behavior, String direction, Duration otherwise) {
    JsonNode seconds = behavior.path(direction).path("stabilizationWindowSeconds");
    return seconds.isNumber() ? Duration.ofSeconds(seconds.asLong()) : otherwise;
  }

  private Allowed limit(int current, int wanted, Verdict able, JsonNode behavior) {
    int min = spec.path("minReplicas").asInt(1);
    int max = spec.path("maxReplicas").asInt();
    int up =
        behavior.isMissingNode()
            ? Math.max(2 * current, SMALLEST_LIMIT)
            : Math.max(current, upLimit(current, behavior.path("scaleUp")));
    int down =
        behavior.isMissingNode()
            ? min
            : Math.min(current, downLimit(current, behavior.path("scaleDown")));
    int highest = Math.min(max, up);
    int lowest = Math.max(min, down);
    if (wanted > highest && (wanted > current || highest == max)) {
      return new Allowed(highest, able, max > up ? tooFastUp() : tooMany());
    }
    if (wanted < lowest && (wanted < current || lowest == min)) {
      return new Allowed(lowest, able, down > min ? tooFastDown() : tooFew());
    }
    return new Allowed(wanted, able, WITHIN);
  }

  private int upLimit(int current, JsonNode rules) {
    String select = rules.path("selectPolicy").asText("Max");
    if (select.equals("Disabled")) {
      return current;
    }
    int limit = select.equals("Min") ? Integer.MAX_VALUE : Integer.MIN_VALUE;
    for (JsonNode policy : rules.path("policies")) {
      int start = periodStart(current, policy);
      int value = policy.path("value").asInt();
      int proposal =
          policy.path("type").asText().equals("Pods")
              ? start + value
              : (int) Math.ceil(start * (1 + value / 100.0) - 1e-9);
      limit = select.equals("Min") ? Math.min(limit, proposal) : Math.max(limit, proposal);
    }
    return limit;
  }

  private int downLimit(int current, JsonNode rules) {
    String select = rules.path("selectPolicy").asText("Max");
    if (select.equals("Disabled")) {
      return current;
    }
    int limit = select.equals("Min") ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    for (JsonNode policy : rules.path("policies")) {
      int start = periodStart(current, policy);
      int value = policy.path("value").asInt();
      int proposal =
          policy.path("type").asText().equals("Pods")
              ? start - value
              : (int) (start * (1 - value / 100.0) + 1e-9);
      limit = select.equals("Min") ? Math.max(limit, proposal) : Math.min(limit, proposal);
    }
    return limit;
  }

  /** The count at the beginning of a policy's period. */
  private int periodStart(int current, JsonNode policy) {
    Duration period = Duration.ofSeconds(policy.path("periodSeconds").asLong(15));
    return current - history.netChange(now, period);
  }

  private static Verdict tooMany() {
    return new Verdict(
        true,
        "TooManyReplicas",
        "the desired replica count is more than the maximum replica count");
  }

  private static Verdict tooFew() {
    return new Verdict(
        true, "TooFewReplicas", "the desired replica count is less than the minimum replica count");
  }

  private static Verdict tooFastUp() {
    return new Verdict(
        true,
        "ScaleUpLimit",
        "the desired replica count is increasing faster than the maximum scale rate");
  }

  private static Verdict tooFastDown() {
    return new Verdict(
        true,
        "ScaleDownLimit",
        "the desired replica count is decreasing faster than the maximum scale rate");
  }
}
