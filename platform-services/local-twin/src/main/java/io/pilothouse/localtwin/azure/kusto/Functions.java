package io.pilothouse.localtwin.azure.kusto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scalar functions. */
final class Functions {
  private final Instant now;

  Functions(Instant now) {
    this.now = now;
  }

  /**
   * @throws KustoException if there is no such function, or not with so many arguments
   */
  Expression call(Token name, List<Expression> arguments) {
    return switch (name.text().toLowerCase(Locale.ROOT)) {
      case "tolower" -> one(name, arguments, v -> TextNode.valueOf(Values.lower(v)));
      case "toupper" ->
          one(name, arguments, v -> TextNode.valueOf(Values.text(v).toUpperCase(Locale.ROOT)));
      case "tostring" -> one(name, arguments, v -> TextNode.valueOf(Values.text(v)));
      case "toint", "tolong" -> one(name, arguments, v -> number(v, true));
      case "todouble", "toreal" -> one(name, arguments, v -> number(v, false));
      case "tobool" ->
          one(name, arguments, v -> BooleanNode.valueOf(Values.lower(v).equals("true")));
      case "todatetime", "datetime" -> one(name, arguments, Functions::moment);
      case "isempty" -> one(name, arguments, v -> BooleanNode.valueOf(Values.empty(v)));
      case "isnotempty" -> one(name, arguments, v -> BooleanNode.valueOf(!Values.empty(v)));
      case "isnull" ->
          one(name, arguments, v -> BooleanNode.valueOf(v.isNull() || v.isMissingNode()));
      case "isnotnull" ->
          one(name, arguments, v -> BooleanNode.valueOf(!v.isNull() && !v.isMissingNode()));
      case "not" -> one(name, arguments, v -> BooleanNode.valueOf(!v.asBoolean(false)));
      case "array_length" -> one(name, arguments, v -> IntNode.valueOf(v.size()));
      case "strcat" ->
          row ->
              TextNode.valueOf(
                  arguments.stream()
                      .map(a -> Values.text(a.of(row)))
                      .collect(Collectors.joining()));
      case "now" -> row -> TextNode.valueOf(now.toString());
      case "ago" -> one(name, arguments, v -> TextNode.valueOf(now.minus(span(v)).toString()));
      case "iff", "iif" -> {
        if (arguments.size() != 3) {
          throw new KustoException("iff() takes three arguments", name);
        }
        yield row -> arguments.get(arguments.get(0).isTrue(row) ? 1 : 2).of(row);
      }
      default ->
          throw new KustoException("the function " + name.text() + "() is not supported", name);
    };
  }

  private static Expression one(
      Token name, List<Expression> arguments, Function<JsonNode, JsonNode> function) {
    if (arguments.size() != 1) {
      throw new KustoException(name.text() + "() takes one argument", name);
    }
    Expression argument = arguments.getFirst();
    return row -> function.apply(argument.of(row));
  }

  private static JsonNode number(JsonNode value, boolean whole) {
    try {
      double number = Double.parseDouble(Values.text(value));
      return whole ? IntNode.valueOf((int) number) : DoubleNode.valueOf(number);
    } catch (NumberFormatException none) {
      return NullNode.getInstance();
    }
  }

  private static JsonNode moment(JsonNode value) {
    return Values.moment(value)
        .<JsonNode>map(at -> TextNode.valueOf(at.toString()))
        .orElse(NullNode.getInstance());
  }

  private static Duration span(JsonNode value) {
    String text = Values.text(value);
    String unit = text.replaceAll("[0-9.]", "");
    double amount = Double.parseDouble(text.substring(0, text.length() - unit.length()));
    double millis =
        switch (unit) {
          case "d" -> 86_400_000;
          case "h" -> 3_600_000;
          case "m" -> 60_000;
          case "s" -> 1_000;
          default -> 1;
        };
    return Duration.ofMillis((long) (amount * millis));
  }
}
