package io.pilothouse.sharedmodel.estate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which kinds of resources a source has listed in full and keeps up with. Only of these does it
 * mean something that one is not there.
 *
 * @param kinds for each, the namespaces that are seen; empty for everything
 */
public record Coverage(Map<ResourceKind, Set<String>> kinds) {
  /** Nothing was listed yet. */
  public static final Coverage NONE = new Coverage(Map.of());

  public Coverage {
    kinds = Map.copyOf(kinds);
  }

  /** Everything of these kinds. */
  public static Coverage of(Set<ResourceKind> kinds) {
    return new Coverage(
        kinds.stream()
            .collect(java.util.stream.Collectors.toUnmodifiableMap(k -> k, k -> Set.of())));
  }

  /**
   * Whether one that was not told of is not there.
   *
   * @param namespace where it would be; absent for a kind without namespaces, or for anywhere
   */
  public boolean sees(ResourceKind kind, Optional<String> namespace) {
    Set<String> seen = kinds.get(kind);
    return seen != null && (seen.isEmpty() || namespace.map(seen::contains).orElse(false));
  }
}
