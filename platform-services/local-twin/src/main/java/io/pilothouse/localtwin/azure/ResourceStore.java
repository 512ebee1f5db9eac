package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Resources by their ids, which are caseless. What is put in or handed out is not changed any more
 * by anybody. Thread-safe; a read and the write that follows from it are not one step.
 */
final class ResourceStore {
  private final TreeMap<String, ObjectNode> byId = new TreeMap<>(); // guarded by this

  synchronized Optional<ObjectNode> get(String id) {
    return Optional.ofNullable(byId.get(key(id)));
  }

  synchronized void put(String id, ObjectNode resource) {
    byId.put(key(id), resource);
  }

  /** Removes it with all that stands below it. @return whether it was there */
  synchronized boolean remove(String id) {
    String below = key(id) + "/";
    byId.subMap(below, below + Character.MAX_VALUE).clear();
    return byId.remove(key(id)) != null;
  }

  /** Removes everything that stands below an id, at any depth. */
  synchronized void removeBelow(String id) {
    String below = key(id) + "/";
    byId.subMap(below, below + Character.MAX_VALUE).clear();
  }

  /** What stands right below an id that ends with a slash, in the order of the names. */
  synchronized List<ObjectNode> below(String id) {
    String prefix = key(id);
    return byId.subMap(prefix, prefix + Character.MAX_VALUE).entrySet().stream()
        .filter(e -> e.getKey().indexOf('/', prefix.length()) < 0)
        .map(java.util.Map.Entry::getValue)
        .toList();
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}
