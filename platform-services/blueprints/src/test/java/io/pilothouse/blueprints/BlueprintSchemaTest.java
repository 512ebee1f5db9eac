package io.pilothouse.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema and the records say the same, field by field. */
class BlueprintSchemaTest {
  private final JsonNode schema = BlueprintLoader.readSchema();

  @Test
  void fieldsRequirementsAndEnumsFollowTheRecords() {
    Map<Class<?>, JsonNode> rules = rules();
    assertThat(rules).hasSizeGreaterThan(35);
    rules.forEach((type, rule) -> {
      List<String> fields = new ArrayList<>();
      rule.path("properties").fieldNames().forEachRemaining(fields::add);
      assertThat(fields)
          .as(type.getSimpleName())
          .containsExactly(
              Stream.of(type.getRecordComponents())
                  .map(RecordComponent::getName)
                  .toArray(String[]::new));
      Set<String> required = new HashSet<>();
      rule.path("required").forEach(r -> required.add(r.asText()));
      assertThat(required)
          .as(type.getSimpleName() + " requires")
          .containsExactlyInAnyOrder(
              Stream.of(type.getRecordComponents())
                  .filter(c -> !absentIsFine(c.getType()))
                  .map(RecordComponent::getName)
                  .toArray(String[]::new));
      assertThat(rule.path("additionalProperties").asBoolean(true)).isFalse();
    });
  }

  @Test
  void everyFieldIsDescribed() {
    rules()
        .forEach((type, rule) ->
            rule.path("properties")
                .properties()
                .forEach(p ->
                    assertThat(p.getValue().path("description").asText())
                        .as(type.getSimpleName() + "." + p.getKey())
                        .isNotBlank()));
  }

  private static boolean absentIsFine(Class<?> type) {
    return type == Optional.class
        || Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type);
  }

  /** Every record that a blueprint is made of, with the part of the schema that describes it. */
  private Map<Class<?>, JsonNode> rules() {
    Map<Class<?>, JsonNode> rules = new HashMap<>();
    var open = new ArrayDeque<Class<?>>(List.of(Blueprint.class));
    while (!open.isEmpty()) {
      Class<?> type = open.pop();
      String name = type.getSimpleName();
      JsonNode rule =
          type == Blueprint.class
              ? schema
              : schema
                  .path("$defs")
                  .path(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
      assertThat(rule.isMissingNode()).as("schema of " + name).isFalse();
      rules.put(type, rule);
      for (RecordComponent component : type.getRecordComponents()) {
        Class<?> held = held(component.getGenericType());
        if (held.isEnum()) {
          enumOf(rule.path("properties").path(component.getName()), held);
        } else if (held.isRecord() && held != Source.class && !rules.containsKey(held)) {
          open.push(held);
        }
      }
    }
    return rules;
  }

  private static void enumOf(JsonNode property, Class<?> type) {
    List<String> names = new ArrayList<>();
    property.path("enum").forEach(n -> names.add(n.asText()));
    assertThat(names)
        .containsExactly(
            Stream.of(type.getEnumConstants())
                .map(c -> c.toString().toLowerCase(Locale.ROOT))
                .toArray(String[]::new));
  }

  private static Class<?> held(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return held(arguments[arguments.length - 1]);
    }
    return (Class<?>) type;
  }
}
