package io.pilothouse.localtwin.kubernetes.patch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the lists of the built-in kinds merge: by the key of their elements, as sets of plain values,
 * or not at all. From the {@code patchStrategy} and {@code patchMergeKey} marks of the Kubernetes
 * API types; a list that has none, such as tolerations or a container's command, is replaced as a
 * whole.
 */
final class MergeKeys {
  private static final Map<String, String> BY_FIELD =
      Map.ofEntries(
          Map.entry("containers", "name"),
          Map.entry("initContainers", "name"),
          Map.entry("ephemeralContainers", "name"),
          Map.entry("env", "name"),
          Map.entry("volumes", "name"),
          Map.entry("volumeMounts", "mountPath"),
          Map.entry("volumeDevices", "devicePath"),
          Map.entry("imagePullSecrets", "name"),
          Map.entry("secrets", "name"),
          Map.entry("hostAliases", "ip"),
          Map.entry("topologySpreadConstraints", "topologyKey"),
          Map.entry("schedulingGates", "name"),
          Map.entry("resourceClaims", "name"),
          Map.entry("conditions", "type"),
          Map.entry("addresses", "type"),
          Map.entry("podIPs", "ip"),
          Map.entry("ownerReferences", "uid"));
  private static final Set<String> SETS_OF_VALUES = Set.of("finalizers");

  private MergeKeys() {}

  /** The key of the list at the end of a path of field names, if it merges by one. */
  static Optional<String> of(List<String> path) {
    String field = path.getLast();
    if (field.equals("ports")) {
      boolean ofContainer = path.contains("containers") || path.contains("initContainers");
      boolean ofService = path.equals(List.of("spec", "ports"));
      return ofContainer
          ? Optional.of("containerPort")
          : ofService ? Optional.of("port") : Optional.empty();
    }
    if (field.equals("addresses") && !path.equals(List.of("status", "addresses"))) {
      return Optional.empty();
    }
    return Optional.ofNullable(BY_FIELD.get(field));
  }

  static boolean mergesAsSet(List<String> path) {
    return SETS_OF_VALUES.contains(path.getLast());
  }
}
