package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@code published-shapes.json} for {@link PublishedShapes} from the types that Azure
 * publishes in <a href="https://github.com/Azure/bicep-types-az">Azure/bicep-types-az</a>: of each
 * type and version that the templates use, the fields that they set. Run it after a template sets a
 * new field or a type has another version:
 *
 * <pre>PublishedTypes CHECKOUT/generated COMMIT src/test/resources/published-shapes.json</pre>
 */
final class PublishedTypes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REQUIRED = 1;
  private static final int READ_ONLY = 2;
  private static final int KNOWN_BEFORE = 8;
  private static final int ON_OTHERS = 16;

  private final Path generated;
  private final Map<String, List<JsonNode>> files = new TreeMap<>();

  /** Fields by type and path, in order. */
  private final Map<String, Map<String, ObjectNode>> shapes = new TreeMap<>();

  private final Map<String, Boolean> onOthers = new TreeMap<>();

  private PublishedTypes(Path generated) {
    this.generated = generated;
  }

  public static void main(String[] arguments) throws IOException {
    var published = new PublishedTypes(Path.of(arguments[0]));
    for (SystemTemplate template : TemplateFixture.everyKind()) {
      for (JsonNode resource : template.template().path("resources")) {
        published.note(resource);
      }
    }
    Files.writeString(Path.of(arguments[2]), published.text(arguments[1]));
  }

  private void note(JsonNode resource) throws IOException {
    String type = resource.path("type").asText() + "@" + resource.path("apiVersion").asText();
    for (JsonNode file : files(resource)) {
      for (JsonNode candidate : file) {
        if (candidate.path("$type").asText().equals("ResourceType")
            && candidate.path("name").asText().equals(type)) {
          onOthers.put(type, (candidate.path("writableScopes").asInt() & ON_OTHERS) != 0);
          var recorder = new Recorder(file, shapes.computeIfAbsent(type, _ -> new TreeMap<>()));
          ObjectNode own = resource.deepCopy();
          own.remove(List.of("type", "apiVersion", "scope", "dependsOn"));
          recorder.note("", own, recorder.type(candidate.path("body")));
          return;
        }
      }
    }
    throw new IllegalArgumentException("nothing is published of " + type);
  }

  private List<JsonNode> files(JsonNode resource) throws IOException {
    String namespace = resource.path("type").asText().split("/")[0].toLowerCase(Locale.ROOT);
    String below = namespace + "/" + resource.path("apiVersion").asText() + "/types.json";
    List<JsonNode> known = files.get(below);
    if (known == null) {
      known = new ArrayList<>();
      try (var providers = Files.list(generated)) {
        for (Path provider : providers.sorted().toList()) {
          if (Files.exists(provider.resolve(below))) {
            known.add(JSON.readTree(provider.resolve(below).toFile()));
          }
        }
      }
      files.put(below, known);
    }
    return known;
  }

  /** One line for each field, so that a change of it can be read. */
  private String text(String commit) throws IOException {
    var text = new StringBuilder("{\n\"source\": \"github.com/Azure/bicep-types-az\",\n");
    text.append("\"commit\": ").append(JSON.writeValueAsString(commit)).append(",\n");
    text.append("\"types\": {");
    String comma = "\n";
    for (var type : shapes.entrySet()) {
      text.append(comma).append(JSON.writeValueAsString(type.getKey())).append(": {\n");
      text.append("\"onOthers\": ").append(onOthers.get(type.getKey())).append(",\n\"fields\": {");
      String inner = "\n";
      for (var field : type.getValue().entrySet()) {
        text.append(inner)
            .append(JSON.writeValueAsString(field.getKey()))
            .append(": ")
            .append(JSON.writeValueAsString(field.getValue()));
        inner = ",\n";
      }
      text.append("\n}}");
      comma = ",\n";
    }
    return text.append("\n}}\n").toString();
  }

  /** Walks a resource along its published type. */
  private record Recorder(JsonNode file, Map<String, ObjectNode> fields) {
    JsonNode type(JsonNode reference) {
      return file.path(Integer.parseInt(reference.path("$ref").asText().substring("#/".length())));
    }

    void note(String path, JsonNode node, JsonNode type) {
      switch (type.path("$type").asText()) {
        case "StringType" -> limits(put(path, "text"), type, "minLength", "maxLength");
        case "StringLiteralType" -> values(put(path, "text"), List.of(type), false);
        case "IntegerType" -> limits(put(path, "number"), type, "minValue", "maxValue");
        case "BooleanType" -> put(path, "truth");
        case "UnionType" -> union(path, node, type);
        case "ArrayType" -> {
          limits(put(path, "list"), type, "minLength", "maxLength");
          node.forEach(item -> note(path + "[]", item, type(type.path("itemType"))));
        }
        case "ObjectType" -> {
          put(path, "object");
          fieldsOf(path, node, List.of(type));
        }
        case "DiscriminatedObjectType" -> discriminated(path, node, type);
        default -> put(path, "any");
      }
    }

    private ObjectNode put(String path, String kind) {
      ObjectNode shape = fields.computeIfAbsent(path, _ -> JsonNodeFactory.instance.objectNode());
      return shape.put("kind", kind);
    }

    private static void limits(ObjectNode shape, JsonNode type, String least, String most) {
      if (type.has(least)) {
        shape.set("least", type.get(least));
      }
      if (type.has(most)) {
        shape.set("most", type.get(most));
      }
      if (type.has("pattern")) {
        shape.set("pattern", type.get("pattern"));
      }
    }

    private void union(String path, JsonNode node, JsonNode type) {
      var literals = new ArrayList<JsonNode>();
      var others = new ArrayList<JsonNode>();
      for (JsonNode element : type.path("elements")) {
        JsonNode known = type(element);
        (known.path("$type").asText().equals("StringLiteralType") ? literals : others).add(known);
      }
      if (literals.isEmpty()) {
        note(path, node, others.getFirst());
      } else {
        values(put(path, "text"), literals, !others.isEmpty());
      }
    }

    private static void values(ObjectNode shape, List<JsonNode> literals, boolean open) {
      ArrayNode values = shape.putArray("values");
      literals.forEach(literal -> values.add(literal.path("value").asText()));
      if (open) {
        shape.put("open", true);
      }
    }

    private void discriminated(String path, JsonNode node, JsonNode type) {
      String by = type.path("discriminator").asText();
      put(path, "object").put("by", by);
      JsonNode element = type.path("elements").path(node.path(by).asText());
      if (!element.isMissingNode()) {
        String below = path + "<" + node.path(by).asText() + ">";
        put(below, "object");
        fieldsOf(below, node, List.of(type(element), type));
      }
    }

    /** What is only read is no field of a template. */
    private void fieldsOf(String path, JsonNode node, List<JsonNode> types) {
      var required = new ArrayList<String>();
      for (JsonNode type : types) {
        JsonNode properties =
            type.has("properties") ? type.path("properties") : type.path("baseProperties");
        for (var property : properties.properties()) {
          int flags = property.getValue().path("flags").asInt();
          String own = PublishedShapes.join(path, property.getKey());
          if ((flags & REQUIRED) != 0 && (flags & (READ_ONLY | KNOWN_BEFORE)) == 0) {
            required.add(property.getKey());
          }
          if (node.has(property.getKey())
              && ((flags & READ_ONLY) == 0 || (flags & KNOWN_BEFORE) != 0)) {
            note(own, node.get(property.getKey()), type(property.getValue().path("type")));
          }
        }
        if (type.has("additionalProperties")) {
          for (var field : node.properties()) {
            if (!properties.has(field.getKey())) {
              note(
                  PublishedShapes.join(path, "*"),
                  field.getValue(),
                  type(type.path("additionalProperties")));
            }
          }
        }
      }
      if (!required.isEmpty()) {
        ArrayNode names = put(path, "object").putArray("required");
        required.stream().distinct().sorted().forEach(names::add);
      }
    }
  }
}
