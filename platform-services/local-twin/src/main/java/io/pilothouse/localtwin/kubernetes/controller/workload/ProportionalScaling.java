package io.pilothouse.localtwin.kubernetes.controller.workload;

import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * New sizes of the ReplicaSets when the deployment's count changes: the only active one takes it
 * all; in the middle of a rollout each takes its share, so that a failing template does not get all
 * the new pods. Pure; the rules of the deployment controller's scale.
 */
record ProportionalScaling(
    KubeObject deployment, List<KubeObject> sets, Optional<KubeObject> current) {

  Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    RollingUpdate limits = RollingUpdate.of(deployment.spec());
    List<KubeObject> active = sets.stream().filter(set -> replicas(set) > 0).toList();
    if (active.size() <= 1) {
      active.stream()
          .findFirst()
          .or(() -> current)
          .ifPresent(set -> sizes.put(set.name(), limits.desired()));
      return sizes;
    }
    int allowed = limits.desired() > 0 ? limits.desired() + limits.maxSurge() : 0;
    int total = active.stream().mapToInt(ProportionalScaling::replicas).sum();
    int toAdd = allowed - total;
    List<KubeObject> bySize =
        active.stream()
            .sorted(
                Comparator.comparingInt(ProportionalScaling::replicas)
                    .thenComparing(KubeObject::resourceVersion)
                    .reversed())
            .toList();
    int added = 0;
    for (KubeObject set : bySize) {
      int share = toAdd == 0 ? 0 : share(set, allowed, toAdd - added);
      sizes.put(set.name(), Math.max(0, replicas(set) + share));
      added += share;
    }
    String largest = bySize.getFirst().name();
    sizes.merge(largest, toAdd - added, (size, rest) -> Math.max(0, size + rest));
    return sizes;
  }

  private static int share(KubeObject set, int allowed, int left) {
    String annotated = set.annotations().getOrDefault(Revisions.MAX, Integer.toString(allowed));
    int before = annotated.matches("[1-9]\\d{0,8}") ? Integer.parseInt(annotated) : allowed;
    int share = (int) Math.round((double) replicas(set) * allowed / before) - replicas(set);
    return left > 0 ? Math.clamp(share, 0, left) : Math.clamp(share, left, 0);
  }

  private static int replicas(KubeObject set) {
    return set.spec().path("replicas").asInt();
  }
}
