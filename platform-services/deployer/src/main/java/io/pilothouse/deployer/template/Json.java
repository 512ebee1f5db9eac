package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Objects and lists of JSON, written down as a template shows them. What is absent is left out. */
final class Json {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /** An object. @param fields a name, its value, the next name … */
  static ObjectNode object(Object... fields) {
    if (fields.length % 2 != 0) {
      throw new IllegalArgumentException("a field without a value: " + fields[fields.length - 1]);
    }
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < fields.length; i += 2) {
      String name = (String) fields[i];
      value(fields[i + 1]).ifPresent(value -> object.set(name, value));
    }
    return object;
  }

  static ArrayNode list(Object... items) {
    ArrayNode list = NODES.arrayNode();
    for (Object item : items) {
      value(item).ifPresent(list::add);
    }
    return list;
  }

  private static Optional<JsonNode> value(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.flatMap(Json::value);
      case JsonNode node -> Optional.of(node);
      case String text -> Optional.of(NODES.textNode(text));
      case Integer number -> Optional.of(NODES.numberNode(number));
      case Double number when number == Math.rint(number) ->
          Optional.of(NODES.numberNode(number.longValue()));
      case Double number -> Optional.of(NODES.numberNode(number));
      case Boolean truth -> Optional.of(NODES.booleanNode(truth));
      case Collection<?> items -> Optional.of(list(items.toArray()));
      case Map<?, ?> map -> {
        ObjectNode object = NODES.objectNode();
        map.forEach(
            (name, v) -> value(v).ifPresent(node -> object.set(String.valueOf(name), node)));
        yield Optional.of(object);
      }
      default ->
          throw new IllegalArgumentException("no JSON of a " + value.getClass().getSimpleName());
    };
  }
}
