package io.pilothouse.localtwin.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that an applied configuration owns, in the FieldsV1 form: {@code f:} a field, {@code
 * k:} an element by key, {@code v:} a value of a set. A leaf is an empty object.
 */
final class FieldOwnership {

  private FieldOwnership() {}

  /** What a configuration owns; identity and what the server sets is nobody's. */
  static ObjectNode of(ObjectNode configuration) {
    ObjectNode owned = configuration.deepCopy();
    owned.remove(List.of("apiVersion", "kind"));
    if (owned.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(
          List.of(
              "name",
              "namespace",
              "uid",
              "resourceVersion",
              "creationTimestamp",
              "generation",
              "managedFields"));
      if (metadata.isEmpty()) {
        owned.remove("metadata");
      }
    }
    return fields(owned, List.of());
  }

  private static ObjectNode fields(ObjectNode object, List<String> path) {
    ObjectNode fields = Json.object();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      List<String> at = child(path, field.getKey());
      fields.set("f:" + field.getKey(), value(field.getValue(), at));
    }
    return fields;
  }

  private static ObjectNode value(JsonNode value, List<String> path) {
    if (value instanceof ObjectNode object) {
      return fields(object, path);
    }
    Optional<String> key = value.isArray() ? MergeKeys.of(path) : Optional.empty();
    ObjectNode elements = Json.object();
    if (key.isPresent()) {
      for (ObjectNode element : Json.objects(value)) {
        ObjectNode owned = elements.putObject(elementKey(key.get(), element));
        owned.putObject(".");
        owned.setAll(fields(element, path));
      }
    } else if (value.isArray() && MergeKeys.mergesAsSet(path)) {
      value.forEach(element -> elements.putObject("v:" + element));
    }
    return elements;
  }

  private static String elementKey(String key, JsonNode element) {
    return "k:" + Json.object().set(key, element.path(key));
  }

  /** Every leaf of an ownership tree with its value in an object, by a readable path. */
  static Map<String, JsonNode> leaves(ObjectNode ownership, JsonNode object) {
    Map<String, JsonNode> leaves = new LinkedHashMap<>();
    collect(ownership, object, "", leaves);
    return leaves;
  }

  private static void collect(
      JsonNode ownership, JsonNode value, String path, Map<String, JsonNode> leaves) {
    if (ownership.isEmpty()) {
      leaves.put(path, value);
      return;
    }
    for (Map.Entry<String, JsonNode> part : ownership.properties()) {
      if (!part.getKey().equals(".")) {
        collect(
            part.getValue(), step(value, part.getKey()), path + readable(part.getKey()), leaves);
      }
    }
  }

  private static String readable(String part) {
    String name = part.substring(2);
    return part.startsWith("f:")
        ? "." + name
        : "[" + name.replaceAll("[{}]", "").replaceFirst("\"([^\"]+)\":", "$1=") + "]";
  }

  private static JsonNode step(JsonNode value, String part) {
    if (part.startsWith("f:")) {
      return value.path(part.substring(2));
    }
    for (JsonNode element : value) {
      if (matches(element, part)) {
        return element;
      }
    }
    return value.path("absent");
  }

  private static boolean matches(JsonNode element, String part) {
    if (part.startsWith("v:")) {
      return part.substring(2).equals(element.toString());
    }
    Map<String, String> key = Json.texts(Json.parse(part.substring(2)));
    return key.entrySet().stream()
        .allMatch(entry -> element.path(entry.getKey()).asText().equals(entry.getValue()));
  }

  /** Takes away from an object what was owned and is neither wanted now nor owned by another. */
  static void removeAbandoned(
      JsonNode object, JsonNode owned, JsonNode wanted, List<ObjectNode> others) {
    for (Map.Entry<String, JsonNode> part : owned.properties()) {
      String name = part.getKey();
      if (name.equals(".")) {
        continue;
      }
      List<ObjectNode> othersHere = new ArrayList<>();
      for (ObjectNode other : others) {
        if (other.get(name) instanceof ObjectNode here) {
          othersHere.add(here);
        }
      }
      if (wanted.has(name) || !othersHere.isEmpty()) {
        removeAbandoned(step(object, name), part.getValue(), wanted.path(name), othersHere);
      } else {
        remove(object, name);
      }
    }
  }

  private static void remove(JsonNode parent, String part) {
    if (parent instanceof ObjectNode object && part.startsWith("f:")) {
      object.remove(part.substring(2));
    } else if (parent instanceof ArrayNode list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        if (matches(list.get(i), part)) {
          list.remove(i);
        }
      }
    }
  }

  private static List<String> child(List<String> path, String field) {
    List<String> longer = new ArrayList<>(path);
    longer.add(field);
    return longer;
  }
}
