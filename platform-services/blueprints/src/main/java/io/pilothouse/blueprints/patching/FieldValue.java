package io.pilothouse.blueprints.patching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds and compares values of a blueprint's tree by component and field. */
final class FieldValue {
  private FieldValue() {}

  /** Components of a tree by their ids, with the list or section that each stands in. */
  static Map<String, ObjectNode> components(ObjectNode root) {
    var found = new LinkedHashMap<String, ObjectNode>();
    root.properties()
        .forEach(field -> {
          if (!field.getKey().equals("documents") && !field.getKey().equals("alertRules")) {
            collect(field.getValue(), found);
          }
        });
    return found;
  }

  private static void collect(JsonNode node, Map<String, ObjectNode> found) {
    if (node instanceof ObjectNode object && object.path("id").isTextual()) {
      found.putIfAbsent(object.get("id").asText(), object);
    }
    node.forEach(child -> collect(child, found));
  }

  /** The owner that a difference names: a component, else an element or a section of the root. */
  static Optional<ObjectNode> owner(ObjectNode root, String component) {
    ObjectNode found = components(root).get(component);
    if (found != null) {
      return Optional.of(found);
    }
    return at(root, component) instanceof ObjectNode section
        ? Optional.of(section)
        : Optional.empty();
  }

  /**
   * The value at a path of field names; elements of lists by name, id or caller, or by position.
   */
  static JsonNode at(JsonNode from, String path) {
    JsonNode node = from;
    for (String step : path.isEmpty() ? new String[0] : path.split("[.\\[\\]]+")) {
      node = node instanceof ArrayNode list ? element(list, step) : node.path(step);
    }
    return node;
  }

  private static JsonNode element(ArrayNode list, String step) {
    for (JsonNode element : list) {
      for (String name : new String[] {"id", "name", "caller", "key"}) {
        if (element.path(name).asText("").equals(step)) {
          return element;
        }
      }
    }
    return step.matches("\\d{1,6}") ? list.path(Integer.parseInt(step)) : MissingNode.getInstance();
  }

  /** Whether a field is made of fields. */
  static boolean structured(ObjectNode root, String component, String field) {
    return owner(root, component).map(o -> at(o, field).isObject()).orElse(false);
  }

  /** A value as the format writes it. */
  static String written(JsonNode value) {
    if (value instanceof ArrayNode list) {
      return StreamSupport.stream(list.spliterator(), false)
          .map(FieldValue::written)
          .collect(Collectors.joining(", "));
    }
    if (value.has("minReplicas") && value.has("maxReplicas")) {
      return value.get("minReplicas").asText() + "–" + value.get("maxReplicas").asText();
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  /** Whether two written values mean the same. */
  static boolean same(String a, String b) {
    return canonical(a).equals(canonical(b));
  }

  private static String canonical(String value) {
    String text = value.strip().replace('–', '-');
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1).replace("\"", "");
    }
    if (text.matches("-?\\d{1,15}(\\.\\d{1,9})?")) {
      return String.valueOf(Double.parseDouble(text));
    }
    if (text.matches("-?P.*\\d.*")) {
      try {
        return Duration.parse(text).toString();
      } catch (DateTimeParseException e) {
        return text;
      }
    }
    return text.replaceAll("\\s*,\\s*", ",").toLowerCase(java.util.Locale.ROOT);
  }

  /** Every value of a tree by its path, but the places that values were read from. */
  static Map<String, String> leaves(ObjectNode root) {
    var leaves = new TreeMap<String, String>();
    leaves("", root, leaves);
    return leaves;
  }

  private static void leaves(String path, JsonNode node, Map<String, String> leaves) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(field -> {
                String name = field.getKey();
                if (!name.equals("source") && !(path.isEmpty() && name.equals("sources"))) {
                  leaves(path + "." + name, field.getValue(), leaves);
                }
              });
      case ArrayNode list -> {
        var seen = new LinkedHashMap<String, Integer>();
        for (JsonNode element : list) {
          String name = name(element);
          int count = seen.merge(name, 1, Integer::sum);
          leaves(path + "[" + name + (count > 1 ? "~" + count : "") + "]", element, leaves);
        }
      }
      default -> leaves.put(path, node.asText());
    }
  }

  private static String name(JsonNode element) {
    if (element.isValueNode()) {
      return element.asText();
    }
    if (element.has("from")) {
      return element.path("from").asText()
          + " "
          + element.path("to").asText()
          + " "
          + element.path("type").asText();
    }
    for (String name : new String[] {"id", "name", "caller", "component", "key"}) {
      if (element.has(name)) {
        return element.get(name).asText();
      }
    }
    return "";
  }
}
