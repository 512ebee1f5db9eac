package io.pilothouse.blueprints.patching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a blueprint's component in another blueprint that has it under another id, as one written
 * by hand may differ from the import of a single document.
 */
final class Counterpart {
  private Counterpart() {}

  /** The other blueprint's id; empty where nothing of it is surely the same. */
  static Optional<String> of(ObjectNode ours, ObjectNode theirs, String component) {
    if (FieldValue.owner(theirs, component).isPresent()) {
      return Optional.of(component);
    }
    Optional<ObjectNode> mine = Optional.ofNullable(FieldValue.components(ours).get(component));
    Optional<List<String>> list = mine.flatMap(m -> path(ours, m));
    if (mine.isEmpty() || list.isEmpty()) {
      return Optional.empty();
    }
    var same = new ArrayList<ObjectNode>();
    elements(theirs, list.get(), 0, same);
    for (String field : new String[] {"resourceName", "deployment", "name"}) {
      for (ObjectNode element : same) {
        if (mine.get().has(field) && mine.get().get(field).equals(element.get(field))) {
          return Optional.of(element.path("id").asText());
        }
      }
    }
    return same.size() == 1 ? Optional.of(same.getFirst().path("id").asText()) : Optional.empty();
  }

  /** Whether a list has a component of an id. */
  static boolean stands(JsonNode list, String id) {
    for (JsonNode element : list) {
      if (element.path("id").asText().equals(id)) {
        return true;
      }
    }
    return false;
  }

  /** Names of the fields that lead to a node. */
  private static Optional<List<String>> path(JsonNode from, ObjectNode to) {
    if (from.equals(to)) {
      return Optional.of(List.of());
    }
    if (from instanceof ArrayNode list) {
      for (JsonNode element : list) {
        Optional<List<String>> rest = path(element, to);
        if (rest.isPresent()) {
          return rest;
        }
      }
    }
    for (var field : from.properties()) {
      Optional<List<String>> rest = path(field.getValue(), to);
      if (rest.isPresent()) {
        var whole = new ArrayList<String>();
        whole.add(field.getKey());
        whole.addAll(rest.get());
        return Optional.of(whole);
      }
    }
    return Optional.empty();
  }

  private static void elements(JsonNode from, List<String> path, int at, List<ObjectNode> found) {
    if (from instanceof ArrayNode list) {
      list.forEach(e -> elements(e, path, at, found));
    } else if (at < path.size()) {
      elements(from.path(path.get(at)), path, at + 1, found);
    } else if (from instanceof ObjectNode object) {
      found.add(object);
    }
  }
}
