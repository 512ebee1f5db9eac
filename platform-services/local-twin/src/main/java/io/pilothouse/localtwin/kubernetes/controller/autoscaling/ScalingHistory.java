package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was recommended and done for one autoscaler lately. Used by the controllers' one thread. */
final class ScalingHistory {
  /** The longest window that a behaviour may name. */
  private static final Duration KEPT = Duration.ofHours(1);

  private record Recommendation(Instant at, int replicas) {}

  private record Change(Instant at, int replicas) {}

  private final List<Recommendation> recommendations = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  void recommended(Instant at, int replicas) {
    recommendations.removeIf(old -> old.at().isBefore(at.minus(KEPT)));
    recommendations.add(new Recommendation(at, replicas));
  }

  void scaled(Instant at, int difference) {
    changes.removeIf(old -> old.at().isBefore(at.minus(KEPT)));
    changes.add(new Change(at, difference));
  }

  boolean isEmpty() {
    return recommendations.isEmpty();
  }

  /** The highest recommendation in a window that ends now, or the given one. */
  int highest(Instant now, Duration window, int otherwise) {
    return recommendations.stream()
        .filter(each -> each.at().isAfter(now.minus(window)))
        .mapToInt(Recommendation::replicas)
        .reduce(otherwise, Math::max);
  }

  /** The lowest recommendation in a window that ends now, or the given one. */
  int lowest(Instant now, Duration window, int otherwise) {
    return recommendations.stream()
        .filter(each -> each.at().isAfter(now.minus(window)))
        .mapToInt(Recommendation::replicas)
        .reduce(otherwise, Math::min);
  }

  /** Replicas added less those removed in a period that ends now. */
  int netChange(Instant now, Duration period) {
    return changes.stream()
        .filter(each -> each.at().isAfter(now.minus(period)))
        .mapToInt(Change::replicas)
        .sum();
  }
}
