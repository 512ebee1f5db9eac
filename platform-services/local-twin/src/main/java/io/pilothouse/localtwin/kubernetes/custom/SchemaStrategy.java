package io.pilothouse.localtwin.kubernetes.custom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.resource.ResourceStrategy;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import java.util.Map;

/**
 * The fields of a custom resource by its OpenAPI schema: defaults are filled in; required fields,
 * types and enumerations are checked. Other rules of schemas are not, and unknown fields are kept.
 */
final class SchemaStrategy implements ResourceStrategy {
  private final JsonNode schema;

  SchemaStrategy(JsonNode schema) {
    this.schema = schema.deepCopy();
  }

  @Override
  public void setDefaults(ObjectNode tree) {
    fill(schema, tree);
  }

  private static void fill(JsonNode schema, JsonNode value) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        JsonNode given = object.path(property.getKey());
        JsonNode byDefault = property.getValue().path("default");
        if (given.isMissingNode() && !byDefault.isMissingNode()) {
          object.set(property.getKey(), byDefault.deepCopy());
        }
        fill(property.getValue(), object.path(property.getKey()));
      }
    } else if (value.isArray()) {
      value.forEach(element -> fill(schema.path("items"), element));
    }
  }

  @Override
  public void validate(ResourceType type, ObjectNode tree) {
    check(type, tree.path("metadata").path("name").asText(), "", schema, tree);
  }

  private static void check(
      ResourceType type, String name, String path, JsonNode schema, JsonNode value) {
    String expected = schema.path("type").asText();
    if (!expected.isEmpty() && !is(expected, schema, value)) {
      throw type.invalid(
          name, path, "Invalid value: " + value + ": " + path + " must be of type " + expected);
    }
    if (!schema.path("enum").isEmpty() && !among(schema.path("enum"), value)) {
      throw type.invalid(
          name, path, "Unsupported value: " + value + ": supported values: " + schema.path("enum"));
    }
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        throw type.invalid(name, child(path, required.asText()), "Required value");
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(property -> {
          JsonNode given = value.path(property.getKey());
          if (!given.isMissingNode() && !given.isNull()) {
            check(type, name, child(path, property.getKey()), property.getValue(), given);
          }
        });
    if (value.isArray() && schema.has("items")) {
      int index = 0;
      for (JsonNode element : value) {
        check(type, name, path + "[" + index++ + "]", schema.path("items"), element);
      }
    }
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static boolean is(String type, JsonNode schema, JsonNode value) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isTextual() || value.isIntegralNumber();
    }
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private static boolean among(JsonNode allowed, JsonNode value) {
    for (JsonNode each : allowed) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
