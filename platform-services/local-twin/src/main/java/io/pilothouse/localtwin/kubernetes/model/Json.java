package io.pilothouse.localtwin.kubernetes.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON and YAML trees: reading, writing and the walks that every part needs. */
public final class Json {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /**
   * Reads one document, JSON or YAML.
   *
   * @throws ApiFailure bad request, with the parser's position
   */
  public static JsonNode read(byte[] document, boolean yaml) {
    try {
      return (yaml ? YAML : JSON).readTree(document);
    } catch (IOException malformed) {
      throw ApiFailure.badRequest("the object provided is unrecognized: " + firstLine(malformed));
    }
  }

  /** Reads every document of a YAML (or JSON) text; empty documents are skipped. */
  public static List<ObjectNode> readAll(String documents) {
    List<ObjectNode> objects = new ArrayList<>();
    try (MappingIterator<JsonNode> each = YAML.readerFor(JsonNode.class).readValues(documents)) {
      while (each.hasNext()) {
        if (each.next() instanceof ObjectNode object) {
          objects.add(object);
        }
      }
    } catch (IOException malformed) {
      throw ApiFailure.badRequest("not a YAML document: " + firstLine(malformed));
    }
    return objects;
  }

  /** The object in this JSON text. */
  public static ObjectNode parse(String json) {
    if (read(json.getBytes(StandardCharsets.UTF_8), false) instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("expected a JSON object");
  }

  public static byte[] write(JsonNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The node at the end of the path, or a missing node. */
  public static JsonNode at(JsonNode from, String... path) {
    JsonNode node = from;
    for (String name : path) {
      node = node.path(name);
    }
    return node;
  }

  /** The object under the field, made when absent or null. */
  public static ObjectNode child(ObjectNode parent, String field) {
    if (parent.get(field) instanceof ObjectNode existing) {
      return existing;
    }
    return parent.putObject(field);
  }

  /** The array under the field, made when absent or null. */
  public static ArrayNode children(ObjectNode parent, String field) {
    if (parent.get(field) instanceof ArrayNode existing) {
      return existing;
    }
    return parent.putArray(field);
  }

  /** Sets the field only where it is absent or null. */
  public static void setDefault(ObjectNode parent, String field, JsonNode value) {
    if (!parent.hasNonNull(field)) {
      parent.set(field, value);
    }
  }

  public static void setDefault(ObjectNode parent, String field, String value) {
    if (!parent.hasNonNull(field)) {
      parent.put(field, value);
    }
  }

  public static void setDefault(ObjectNode parent, String field, long value) {
    if (!parent.hasNonNull(field)) {
      parent.put(field, value);
    }
  }

  /** The text fields of an object, in their order. */
  public static Map<String, String> texts(JsonNode object) {
    if (object.isEmpty()) {
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  /** The object elements of an array. */
  public static List<ObjectNode> objects(JsonNode array) {
    List<ObjectNode> objects = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      if (element instanceof ObjectNode object) {
        objects.add(object);
      }
    }
    return objects;
  }

  /** Makes equal numbers equal nodes: a whole number that fits is an int, as a parser makes it. */
  public static void settleNumbers(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        if (field.getValue() instanceof LongNode number && number.canConvertToInt()) {
          object.put(field.getKey(), number.intValue());
        } else {
          settleNumbers(field.getValue());
        }
      }
    } else if (tree instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof LongNode number && number.canConvertToInt()) {
          array.set(i, number.intValue());
        } else {
          settleNumbers(array.get(i));
        }
      }
    }
  }

  public static ObjectNode of(Map<String, String> texts) {
    ObjectNode object = object();
    texts.forEach(object::put);
    return object;
  }

  private static String firstLine(IOException malformed) {
    String message = String.valueOf(malformed.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
