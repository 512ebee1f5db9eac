package io.pilothouse.blueprints;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Holds a document against the JSON Schema of blueprints and says in words what differs. */
final class SchemaCheck {
  private static final int LONGEST_FOUND = 60;

  private final JsonNode root;
  private final Schema schema;

  SchemaCheck(JsonNode schema) {
    this.root = schema;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
  }

  List<BlueprintProblem> check(YamlDocument document) {
    return schema.validate(document.root()).stream().map(e -> problem(document, e)).toList();
  }

  private BlueprintProblem problem(YamlDocument document, Error error) {
    List<Object> steps = steps(error.getInstanceLocation());
    YamlPath path = path(steps);
    JsonNode rule = ruleAt(steps);
    JsonNode value = error.getInstanceNode();
    return switch (error.getKeyword()) {
      case "required" ->
          document.at(
              path.field(error.getProperty()),
              "field \"" + error.getProperty() + "\"" + meaning(rule, error.getProperty()),
              "nothing");
      case "additionalProperties" ->
          document.atKey(
              path.field(error.getProperty()),
              known(rule, error.getProperty()),
              "unknown field \"" + error.getProperty() + "\"");
      case "enum" -> document.at(path, oneOf(rule, value), found(value));
      case "const" -> document.at(path, rule.path("const").asText(), found(value));
      case "type" -> document.at(path, typeOf(rule), found(value));
      case "minimum" ->
          document.at(path, "at least " + rule.path("minimum").asText(), found(value));
      case "maximum" -> document.at(path, "at most " + rule.path("maximum").asText(), found(value));
      case "exclusiveMinimum" ->
          document.at(path, "more than " + rule.path("exclusiveMinimum").asText(), found(value));
      case "minLength" -> document.at(path, "text", "empty text");
      case "pattern" -> document.at(path, form(rule), found(value));
      default -> document.at(path, error.getMessage(), found(value));
    };
  }

  private static List<Object> steps(NodePath location) {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < location.getNameCount(); i++) {
      steps.add(location.getElement(i));
    }
    return steps;
  }

  private static YamlPath path(List<Object> steps) {
    YamlPath path = YamlPath.ROOT;
    for (Object step : steps) {
      path = step instanceof Integer index ? path.item(index) : path.field(step.toString());
    }
    return path;
  }

  /** The part of the schema that speaks of the value at a place; its references followed. */
  private JsonNode ruleAt(List<Object> steps) {
    JsonNode rule = root;
    for (Object step : steps) {
      rule =
          step instanceof Integer
              ? rule.path("items")
              : rule.path("properties").has(step.toString())
                  ? rule.path("properties").path(step.toString())
                  : rule.path("additionalProperties");
      rule = followed(rule);
    }
    return rule;
  }

  private JsonNode followed(JsonNode rule) {
    String reference = rule.path("$ref").asText("");
    return reference.startsWith("#/") ? root.at(reference.substring(1)) : rule;
  }

  private String meaning(JsonNode rule, String field) {
    String description = rule.path("properties").path(field).path("description").asText("");
    return description.isEmpty() ? "" : " (" + description.replaceFirst("\\.$", "") + ")";
  }

  private static String known(JsonNode rule, String field) {
    List<String> names = new ArrayList<>();
    rule.path("properties").fieldNames().forEachRemaining(names::add);
    return Nearest.to(field, names)
        .map(near -> "a known field; did you mean \"" + near + "\"?")
        .orElse("one of " + String.join(", ", names));
  }

  private static String oneOf(JsonNode rule, JsonNode value) {
    List<String> names =
        StreamSupport.stream(rule.path("enum").spliterator(), false).map(JsonNode::asText).toList();
    return "one of "
        + String.join(", ", names)
        + Nearest.to(value.asText(), names)
            .map(near -> "; did you mean \"" + near + "\"?")
            .orElse("");
  }

  private static String typeOf(JsonNode rule) {
    JsonNode type = rule.path("type");
    String words =
        type.isArray()
            ? StreamSupport.stream(type.spliterator(), false)
                .map(t -> word(t.asText()))
                .collect(Collectors.joining(" or "))
            : word(type.asText());
    return words + example(rule);
  }

  private static String word(String type) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a group of fields";
      default -> type;
    };
  }

  private static String form(JsonNode rule) {
    String description = rule.path("description").asText("");
    String words =
        description.isEmpty()
            ? "text of the form " + rule.path("pattern").asText()
            : description.replaceFirst("\\.$", "");
    return words + example(rule);
  }

  private static String example(JsonNode rule) {
    JsonNode example = rule.path("examples").path(0);
    return example.isValueNode() ? " such as " + example.asText() : "";
  }

  private static String found(JsonNode value) {
    if (value.isNull()) {
      return "nothing";
    }
    if (value.isObject()) {
      return "a group of fields";
    }
    if (value.isArray()) {
      return "a list";
    }
    String text = value.asText();
    String shown = text.length() > LONGEST_FOUND ? text.substring(0, LONGEST_FOUND) + "…" : text;
    return value.isTextual() ? "\"" + shown.replace("\n", "\\n") + "\"" : shown;
  }
}
