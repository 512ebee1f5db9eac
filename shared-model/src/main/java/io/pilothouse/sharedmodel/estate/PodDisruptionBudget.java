package io.pilothouse.sharedmodel.estate;

import java.util.Map;
import java.util.Optional;

/**
 * A PodDisruptionBudget: how many pods a voluntary disruption must leave.
 *
 * @param minAvailable a number or a percentage, as it is written
 * @param maxUnavailable a number or a percentage, as it is written; never with minAvailable
 * @param selector absent selects no pod
 * @param disruptionsAllowed right now; absent until the controller has seen it
 */
public record PodDisruptionBudget(
    ResourceId id,
    String namespace,
    String name,
    Map<String, String> labels,
    Optional<String> minAvailable,
    Optional<String> maxUnavailable,
    Optional<LabelSelector> selector,
    Optional<Integer> disruptionsAllowed)
    implements Resource {
  public PodDisruptionBudget {
    labels = Map.copyOf(labels);
  }
}
