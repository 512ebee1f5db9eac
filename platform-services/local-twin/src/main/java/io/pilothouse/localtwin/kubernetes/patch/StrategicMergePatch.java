package io.pilothouse.localtwin.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Strategic merge patch: a merge patch that knows which lists merge by key, with its directives
 * {@code $patch}, {@code $deleteFromPrimitiveList}, {@code $setElementOrder} and {@code
 * $retainKeys}.
 */
final class StrategicMergePatch {
  private static final String DIRECTIVE = "$patch";
  private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";
  private static final String RETAIN_KEYS = "$retainKeys";

  private StrategicMergePatch() {}

  static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    return merge(target, patch, List.of());
  }

  private static ObjectNode merge(ObjectNode target, ObjectNode patch, List<String> path) {
    switch (patch.path(DIRECTIVE).asText("merge")) {
      case "replace" -> {
        ObjectNode replacement = patch.deepCopy();
        replacement.remove(DIRECTIVE);
        return replacement;
      }
      case "delete" -> {
        return Json.object();
      }
      default -> {}
    }
    ObjectNode result = target.deepCopy();
    if (patch.get(RETAIN_KEYS) instanceof ArrayNode kept) {
      List<String> names = new ArrayList<>();
      kept.forEach(name -> names.add(name.asText()));
      result.retain(names);
    }
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      field(result, change.getKey(), change.getValue(), path);
    }
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      if (change.getKey().startsWith(ORDER)) {
        String field = change.getKey().substring(ORDER.length());
        order(result, field, change.getValue(), child(path, field));
      }
    }
    return result;
  }

  private static void field(ObjectNode result, String name, JsonNode value, List<String> path) {
    if (name.startsWith(DELETE_VALUES)) {
      deleteValues(result, name.substring(DELETE_VALUES.length()), value);
    } else if (name.startsWith("$")) {
      return;
    } else if (value.isNull()) {
      result.remove(name);
    } else if (value instanceof ObjectNode changes) {
      ObjectNode current =
          result.path(name) instanceof ObjectNode existing ? existing : Json.object();
      boolean deleted = changes.path(DIRECTIVE).asText().equals("delete");
      if (deleted) {
        result.remove(name);
      } else {
        result.set(name, merge(current, changes, child(path, name)));
      }
    } else if (value instanceof ArrayNode changes) {
      ArrayNode current = result.path(name) instanceof ArrayNode list ? list : Json.array();
      result.set(name, list(current, changes, child(path, name)));
    } else {
      result.set(name, value);
    }
  }

  private static ArrayNode list(ArrayNode current, ArrayNode changes, List<String> path) {
    Optional<String> key = MergeKeys.of(path);
    if (key.isPresent()) {
      return keyed(current, changes, key.get(), path);
    }
    if (!MergeKeys.mergesAsSet(path)) {
      return changes.deepCopy();
    }
    ArrayNode union = current.deepCopy();
    for (JsonNode value : changes) {
      if (!contains(union, value)) {
        union.add(value);
      }
    }
    return union;
  }

  private static ArrayNode keyed(
      ArrayNode current, ArrayNode changes, String key, List<String> path) {
    for (ObjectNode change : Json.objects(changes)) {
      if (change.path(DIRECTIVE).asText().equals("replace")) {
        ArrayNode replacement = changes.deepCopy();
        removeWhere(replacement, "replace");
        return replacement;
      }
    }
    ArrayNode result = current.deepCopy();
    for (ObjectNode change : Json.objects(changes)) {
      JsonNode value = change.path(key);
      if (value.isMissingNode()) {
        throw ApiFailure.badRequest(
            "map: " + change + " does not contain declared merge key: " + key);
      }
      int at = indexOf(result, key, value);
      if (change.path(DIRECTIVE).asText().equals("delete")) {
        if (at >= 0) {
          result.remove(at);
        }
      } else if (at < 0) {
        result.add(merge(Json.object(), change, path));
      } else {
        result.set(at, merge((ObjectNode) result.get(at), change, path));
      }
    }
    return result;
  }

  private static void removeWhere(ArrayNode list, String directive) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).path(DIRECTIVE).asText().equals(directive)) {
        list.remove(i);
      }
    }
  }

  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(key).asText().equals(value.asText())) {
        return i;
      }
    }
    return -1;
  }

  private static void deleteValues(ObjectNode result, String field, JsonNode values) {
    if (result.get(field) instanceof ArrayNode list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        if (contains(values, list.get(i))) {
          list.remove(i);
        }
      }
    }
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode element : list) {
      if (element.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static void order(ObjectNode result, String field, JsonNode order, List<String> path) {
    if (!(result.get(field) instanceof ArrayNode list)) {
      return;
    }
    Optional<String> key = MergeKeys.of(path);
    List<JsonNode> ordered = new ArrayList<>();
    for (JsonNode wanted : order) {
      for (JsonNode element : list) {
        boolean same =
            key.map(name -> element.path(name).asText().equals(wanted.path(name).asText()))
                .orElseGet(() -> element.equals(wanted));
        if (same && !contains(Json.array().addAll(ordered), element)) {
          ordered.add(element);
        }
      }
    }
    for (JsonNode element : list) {
      if (!contains(Json.array().addAll(ordered), element)) {
        ordered.add(element);
      }
    }
    result.set(field, Json.array().addAll(ordered));
  }

  private static List<String> child(List<String> path, String field) {
    List<String> longer = new ArrayList<>(path);
    longer.add(field);
    return longer;
  }
}
