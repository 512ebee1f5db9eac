package io.pilothouse.operations.binding;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.conformance.Ambiguity;
import io.pilothouse.sharedmodel.conformance.Candidate;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which live resource each component is: the one decision that the map, the health, the actions and
 * the comparison with the design rest on. Immutable. Made by {@link Binder}.
 *
 * @param bound the clear winner of each component that has one, with its score and reason
 * @param ambiguities components with several candidates of which none is clearly the best; they are
 *     bound to none
 */
public record Bindings(Map<String, Candidate> bound, List<Ambiguity> ambiguities) {
  private static final Bindings NONE = new Bindings(Map.of(), List.of());

  public Bindings {
    bound = Map.copyOf(bound);
    ambiguities = List.copyOf(ambiguities);
  }

  /** Nothing is bound. */
  public static Bindings none() {
    return NONE;
  }

  /** The decision for one moment, without a memory of the last. */
  public static Bindings of(
      Blueprint blueprint, io.pilothouse.sharedmodel.estate.Snapshot snapshot) {
    return new Binder(blueprint).bind(snapshot);
  }

  /** What a component is. */
  public Optional<ResourceId> of(String component) {
    return Optional.ofNullable(bound.get(component)).map(Candidate::resource);
  }

  /** Whether it is not clear what a component is. */
  public boolean ambiguous(String component) {
    return ambiguities.stream().anyMatch(a -> a.component().equals(component));
  }

  /** Every resource that is a component, or that one may be. */
  public Set<ResourceId> claimed() {
    var all = new java.util.HashSet<ResourceId>();
    bound.values().forEach(c -> all.add(c.resource()));
    ambiguities.forEach(a -> a.candidates().forEach(c -> all.add(c.resource())));
    return all;
  }
}
