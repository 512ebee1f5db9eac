package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the documents state single facts, and which values no document states because the importer
 * had to assume them.
 */
final class Places {
  private final Blueprint blueprint;
  private final Map<String, Source> components = new HashMap<>();
  private final Set<String> assumed = new HashSet<>();

  /** The sections that are a component too: what is noted of the one holds for the other. */
  private final Map<String, String> sections = new HashMap<>();

  Places(Blueprint blueprint) {
    this.blueprint = blueprint;
    for (Component component : blueprint.components()) {
      component.source().ifPresent(s -> components.put(component.id(), s));
    }
    assumed.addAll(blueprint.assumed());
    sections.put(blueprint.cluster().id(), "cluster");
    blueprint.network().ifPresent(n -> sections.put(n.id(), "network"));
  }

  /**
   * The line of one fact: its own, that of the part which it belongs to, else that of its
   * component.
   *
   * @param part the place of the record that holds the field, where it has one
   */
  Optional<Source> of(String component, String field, Optional<Source> part) {
    Map<String, Source> known = blueprint.sources();
    for (String path = field; !path.isEmpty(); path = parent(path)) {
      Source at = known.get(component + "." + path);
      if (at != null) {
        return Optional.of(at);
      }
    }
    Source leaf = known.get(component + "." + field.substring(field.lastIndexOf('.') + 1));
    return Optional.ofNullable(leaf)
        .or(() -> part)
        .or(() -> Optional.ofNullable(components.get(component)));
  }

  /** Whether the value is not the documents' but the importer's. */
  boolean assumed(String component, String field) {
    String section = sections.getOrDefault(component, component);
    for (String path = field; !path.isEmpty(); path = parent(path)) {
      if (assumed.contains(component + "." + path) || assumed.contains(section + "." + path)) {
        return true;
      }
    }
    return false;
  }

  private static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }
}
