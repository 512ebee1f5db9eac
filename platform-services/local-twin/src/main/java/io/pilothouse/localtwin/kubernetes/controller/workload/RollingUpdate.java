package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The decision of a rolling update: which ReplicaSets to resize now, so that no more than the surge
 * is there in excess and no more than the allowed number is missing. Pure; the rules of the
 * deployment controller's rolling strategy.
 *
 * @param desired replicas of the deployment
 * @param maxSurge pods above desired
 * @param maxUnavailable pods below desired that may be unavailable
 */
record RollingUpdate(int desired, int maxSurge, int maxUnavailable) {

  /** A ReplicaSet in numbers. */
  record Size(String name, int replicas, int available) {}

  static Size size(KubeObject set) {
    return new Size(
        set.name(),
        set.spec().path("replicas").asInt(),
        set.status().path("availableReplicas").asInt());
  }

  static List<Size> sizes(List<KubeObject> sets) {
    return sets.stream().map(RollingUpdate::size).toList();
  }

  /**
   * The limits of a deployment's spec: percentages of desired, surge rounded up, the other down.
   */
  static RollingUpdate of(JsonNode spec) {
    int desired = spec.path("replicas").asInt(1);
    JsonNode rolling = spec.path("strategy").path("rollingUpdate");
    int surge = count(rolling.path("maxSurge"), desired, true);
    int unavailable = count(rolling.path("maxUnavailable"), desired, false);
    if (surge == 0 && unavailable == 0) {
      unavailable = 1;
    }
    return new RollingUpdate(desired, surge, Math.min(unavailable, desired));
  }

  private static int count(JsonNode countOrPercent, int of, boolean up) {
    String text = countOrPercent.asText("25%");
    if (!text.endsWith("%")) {
      return Integer.parseInt(text);
    }
    double exact = Integer.parseInt(text.substring(0, text.length() - 1)) * of / 100.0;
    return (int) (up ? Math.ceil(exact) : Math.floor(exact));
  }

  /** The size of the new ReplicaSet, as far as the surge allows. */
  int newReplicas(Size current, List<Size> old) {
    if (current.replicas() >= desired) {
      return desired;
    }
    int total = current.replicas() + old.stream().mapToInt(Size::replicas).sum();
    int room = desired + maxSurge - total;
    return current.replicas() + Math.clamp(room, 0, desired - current.replicas());
  }

  /** New sizes of old ReplicaSets, oldest first; only those that change. */
  Map<String, Integer> oldReplicas(Size current, List<Size> old) {
    Map<String, Integer> resized = new LinkedHashMap<>();
    int oldTotal = old.stream().mapToInt(Size::replicas).sum();
    if (oldTotal == 0) {
      return resized;
    }
    int minAvailable = desired - maxUnavailable;
    int newUnavailable = Math.max(0, current.replicas() - current.available());
    int removable = current.replicas() + oldTotal - minAvailable - newUnavailable;
    if (removable <= 0) {
      return resized;
    }
    int cleaned = 0;
    for (Size set : old) {
      int unhealthy = Math.max(0, set.replicas() - set.available());
      int less = Math.min(removable - cleaned, unhealthy);
      if (less > 0) {
        resized.put(set.name(), set.replicas() - less);
        cleaned += less;
      }
    }
    int available = current.available() + old.stream().mapToInt(Size::available).sum();
    int spare = available - minAvailable;
    for (Size set : old) {
      int left = resized.getOrDefault(set.name(), set.replicas());
      int less = Math.min(left, Math.max(0, spare));
      if (less > 0) {
        resized.put(set.name(), left - less);
        spare -= less;
      }
    }
    return resized;
  }
}
