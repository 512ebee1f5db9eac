package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What Azure has published of the resources that the templates write: which fields each type has in
 * the version that is used, which of them it requires, and which values they take. Only the fields
 * that the templates set are in it; {@link PublishedTypes} writes it.
 */
final class PublishedShapes {
  private static final List<String> ENVELOPE = List.of("type", "apiVersion", "scope", "dependsOn");

  /**
   * Values that Azure takes and its types do not list, where the list is open: the streams of
   * container insights and managed Prometheus, from the templates of their own documentation.
   */
  private static final Map<String, Set<String>> BESIDE =
      Map.of(
          "properties.dataSources.extensions[].streams[]",
          Set.of("Microsoft-ContainerInsights-Group-Default"),
          "properties.dataFlows[].streams[]",
          Set.of("Microsoft-ContainerInsights-Group-Default", "Microsoft-PrometheusMetrics"));

  private final JsonNode types;

  private PublishedShapes(JsonNode types) {
    this.types = types;
  }

  static PublishedShapes read() {
    try (InputStream in =
        Objects.requireNonNull(
            PublishedShapes.class.getResourceAsStream("/published-shapes.json"))) {
      return new PublishedShapes(new ObjectMapper().readTree(in).path("types"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a resource as it stands in a template, each as a path with its reason. */
  List<String> wrong(JsonNode resource) {
    String type = resource.path("type").asText() + "@" + resource.path("apiVersion").asText();
    JsonNode shape = types.path(type);
    if (shape.isMissingNode()) {
      return List.of(type + " has no published shape; write them anew by PublishedTypes");
    }
    var reader = new Reader(shape.path("fields"));
    if (resource.has("scope") && !shape.path("onOthers").asBoolean()) {
      reader.wrong.add("scope: does not stand on another resource");
    }
    ObjectNode own = resource.deepCopy();
    own.remove(ENVELOPE);
    int names = resource.path("type").asText().split("/").length - 1;
    String[] name = resource.path("name").asText().split("/", names);
    own.put("name", name[name.length - 1]);
    reader.read("", own);
    return reader.wrong;
  }

  private static final class Reader {
    final List<String> wrong = new ArrayList<>();
    private final JsonNode fields;

    Reader(JsonNode fields) {
      this.fields = fields;
    }

    void read(String path, JsonNode node) {
      JsonNode shape = fields.path(path);
      String kind = shape.path("kind").asText();
      if (node.isTextual() && node.asText().matches("\\[[^\\[].*]")) {
        if (kind.equals("object") || kind.equals("list")) {
          wrong.add(path + ": an expression where a template has an " + kind);
        }
        return;
      }
      boolean fits =
          switch (kind) {
            case "text" -> node.isTextual();
            case "number" -> node.isNumber();
            case "truth" -> node.isBoolean();
            case "object" -> node.isObject();
            case "list" -> node.isArray();
            default -> true;
          };
      if (!fits) {
        wrong.add(path + ": " + node + " is no " + kind);
        return;
      }
      switch (kind) {
        case "text" -> text(path, shape, node.asText());
        case "number" -> within(path, shape, node.asDouble());
        case "list" -> {
          within(path, shape, node.size());
          node.forEach(item -> read(path + "[]", item));
        }
        case "object" -> object(path, shape, node);
        default -> {}
      }
    }

    private void text(String path, JsonNode shape, String text) {
      if (shape.has("values") && !strings(shape.path("values")).contains(text)) {
        boolean beside =
            shape.path("open").asBoolean() && BESIDE.getOrDefault(path, Set.of()).contains(text);
        if (!beside) {
          wrong.add(path + ": " + text + " is none of " + strings(shape.path("values")));
        }
      }
      within(path, shape, text.length());
      if (shape.has("pattern")
          && !Pattern.compile(shape.path("pattern").asText()).matcher(text).find()) {
        wrong.add(path + ": " + text + " does not match " + shape.path("pattern").asText());
      }
    }

    private void within(String path, JsonNode shape, double size) {
      if (size < shape.path("least").asDouble(Double.NEGATIVE_INFINITY)
          || size > shape.path("most").asDouble(Double.POSITIVE_INFINITY)) {
        wrong.add(path + ": " + size + " is too little or too much");
      }
    }

    private void object(String path, JsonNode shape, JsonNode node) {
      String below = path;
      if (shape.has("by")) {
        String value = node.path(shape.path("by").asText()).asText();
        below = path + "<" + value + ">";
        if (!fields.has(below)) {
          wrong.add(path + "." + shape.path("by").asText() + ": " + value + " is unknown");
          return;
        }
      }
      for (String required : strings(fields.path(below).path("required"))) {
        if (!node.has(required)) {
          wrong.add(join(below, required) + ": required and missing");
        }
      }
      for (var field : node.properties()) {
        String own = join(below, field.getKey());
        String any = join(below, "*");
        if (fields.has(own)) {
          read(own, field.getValue());
        } else if (fields.has(any)) {
          read(any, field.getValue());
        } else {
          wrong.add(own + ": unknown");
        }
      }
    }
  }

  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static List<String> strings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
