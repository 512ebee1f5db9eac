package io.pilothouse.localtwin.azure.kusto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The functions of {@code summarize}. */
final class Aggregates {
  private Aggregates() {}

  /** What an aggregate makes of a group's rows. */
  interface Aggregate {
    JsonNode of(List<ObjectNode> rows);
  }

  static Aggregate of(Token name, Optional<Expression> argument) {
    String word = name.text().toLowerCase(Locale.ROOT);
    if (word.equals("count")) {
      return rows -> IntNode.valueOf(rows.size());
    }
    Expression value =
        argument.orElseThrow(() -> new KustoException(word + "() needs an argument", name));
    Function<List<ObjectNode>, java.util.stream.Stream<JsonNode>> values =
        rows -> rows.stream().map(value::of).filter(v -> !Values.empty(v));
    return switch (word) {
      case "countif" -> rows -> IntNode.valueOf((int) rows.stream().filter(value::isTrue).count());
      case "dcount" ->
          rows -> IntNode.valueOf((int) values.apply(rows).map(Values::text).distinct().count());
      case "sum" ->
          rows -> DoubleNode.valueOf(values.apply(rows).mapToDouble(JsonNode::asDouble).sum());
      case "avg" ->
          rows ->
              DoubleNode.valueOf(
                  values.apply(rows).mapToDouble(JsonNode::asDouble).average().orElse(Double.NaN));
      case "min" -> rows -> values.apply(rows).min(Values::compare).orElse(NullNode.getInstance());
      case "max" -> rows -> values.apply(rows).max(Values::compare).orElse(NullNode.getInstance());
      case "any", "take_any" ->
          rows -> values.apply(rows).findFirst().orElse(NullNode.getInstance());
      case "make_list" ->
          rows -> {
            var array = JsonNodeFactory.instance.arrayNode();
            values.apply(rows).forEach(array::add);
            return array;
          };
      case "make_set" ->
          rows -> {
            var array = JsonNodeFactory.instance.arrayNode();
            values.apply(rows).distinct().forEach(array::add);
            return array;
          };
      default ->
          throw new KustoException("the aggregate " + name.text() + "() is not supported", name);
    };
  }
}
