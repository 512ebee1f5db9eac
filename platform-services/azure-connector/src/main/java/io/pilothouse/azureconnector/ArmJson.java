package io.pilothouse.azureconnector;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An object of one of resource manager's answers. Anything may be absent or of another type than is
 * documented, and is absent then.
 */
record ArmJson(Map<?, ?> fields) {
  private static final ArmJson NOTHING = new ArmJson(Map.of());

  /** Reads a text. @throws IOException if it is no JSON object */
  static ArmJson parse(String text) throws IOException {
    try (JsonReader reader = JsonProviders.createReader(text)) {
      return reader.readUntyped() instanceof Map<?, ?> fields ? new ArmJson(fields) : NOTHING;
    }
  }

  /** The object at a path; one without fields if there is none. */
  ArmJson at(String... path) {
    ArmJson here = this;
    for (String field : path) {
      here = here.fields.get(field) instanceof Map<?, ?> inner ? new ArmJson(inner) : NOTHING;
    }
    return here;
  }

  ArmJson properties() {
    return at("properties");
  }

  Optional<String> text(String field) {
    return fields.get(field) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  Optional<Double> number(String field) {
    return fields.get(field) instanceof Number number
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  Optional<Integer> whole(String field) {
    return number(field).map(Double::intValue);
  }

  Optional<Boolean> flag(String field) {
    return fields.get(field) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  /** An ISO 8601 duration such as {@code PT5M}. */
  Optional<Duration> duration(String field) {
    return text(field)
        .flatMap(text -> {
          try {
            return Optional.of(Duration.parse(text));
          } catch (DateTimeException e) {
            return Optional.empty();
          }
        });
  }

  /** The objects of an array. */
  List<ArmJson> objects(String field) {
    return fields.get(field) instanceof List<?> elements
        ? elements.stream()
            .filter(Map.class::isInstance)
            .map(Map.class::cast)
            .<ArmJson>map(ArmJson::new)
            .toList()
        : List.of();
  }

  /** The texts of an array. */
  List<String> texts(String field) {
    return fields.get(field) instanceof List<?> elements
        ? elements.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** What Azure writes in one field if it is one, and in another if there are several. */
  List<String> oneOrMore(String one, String more) {
    List<String> several = texts(more);
    return several.isEmpty() ? text(one).map(List::of).orElse(List.of()) : several;
  }

  /** The id of the resource that a field refers to by an object with an id. */
  Optional<ResourceId> reference(String field) {
    return at(field).text("id").map(ResourceId::azure);
  }

  String rawId() {
    return text("id").orElse("");
  }

  ResourceId id() {
    return ResourceId.azure(rawId());
  }

  String name() {
    return text("name").orElse("");
  }

  String group() {
    return ResourceShapes.group(rawId());
  }

  String location() {
    return text("location").orElse("").replace(" ", "").toLowerCase(Locale.ROOT);
  }

  Map<String, String> tags() {
    var tags = new LinkedHashMap<String, String>();
    at("tags")
        .fields
        .forEach((key, value) -> {
          if (key instanceof String name && value instanceof String text) {
            tags.put(name, text);
          }
        });
    return tags;
  }
}
