package io.pilothouse.blueprints.adopting;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives components ids by the names of what runs, each once. */
final class Ids {
  private final Dictionary dictionary;
  private final Set<String> taken = new HashSet<>();
  private final Map<ResourceId, String> byResource = new HashMap<>();

  Ids(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** A new id. @param kind stands behind the name where the name alone is taken */
  String of(String name, String kind) {
    String base = dictionary.id(name);
    String id = base.isEmpty() ? kind : base;
    if (!taken.add(id)) {
      id = id + "-" + kind;
      for (int n = 2; !taken.add(id); n++) {
        id = base + "-" + kind + "-" + n;
      }
    }
    return id;
  }

  String of(ResourceId resource, String name, String kind) {
    String id = of(name, kind);
    byResource.put(resource, id);
    return id;
  }

  /** The id that a resource was given. */
  Optional<String> known(ResourceId resource) {
    return Optional.ofNullable(byResource.get(resource));
  }

  Dictionary dictionary() {
    return dictionary;
  }
}
