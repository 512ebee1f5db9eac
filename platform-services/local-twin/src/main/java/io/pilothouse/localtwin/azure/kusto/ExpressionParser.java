package io.pilothouse.localtwin.azure.kusto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/** Reads conditions and values. */
final class ExpressionParser {
  private final Tokens tokens;
  private final Functions functions;

  ExpressionParser(Tokens tokens, Instant now) {
    this.tokens = tokens;
    this.functions = new Functions(now);
  }

  /** {@code a and b or c}. */
  Expression condition() {
    Expression first = conjunction();
    while (tokens.accept("or")) {
      Expression left = first;
      Expression right = conjunction();
      first = row -> BooleanNode.valueOf(left.isTrue(row) || right.isTrue(row));
    }
    return first;
  }

  private Expression conjunction() {
    Expression first = comparison();
    while (tokens.accept("and")) {
      Expression left = first;
      Expression right = comparison();
      first = row -> BooleanNode.valueOf(left.isTrue(row) && right.isTrue(row));
    }
    return first;
  }

  private Expression comparison() {
    Expression left = value();
    Token operator = tokens.peek();
    if (operator.kind() == Token.Kind.STRING) {
      return left;
    }
    return switch (operator.text().toLowerCase(Locale.ROOT)) {
      case "==" -> compared(left, ExpressionParser::same);
      case "!=" -> compared(left, (a, b) -> !same(a, b));
      case "=~" -> compared(left, ExpressionParser::alike);
      case "!~" -> compared(left, (a, b) -> !alike(a, b));
      case ">" -> compared(left, (a, b) -> Values.compare(a, b) > 0);
      case ">=" -> compared(left, (a, b) -> Values.compare(a, b) >= 0);
      case "<" -> compared(left, (a, b) -> Values.compare(a, b) < 0);
      case "<=" -> compared(left, (a, b) -> Values.compare(a, b) <= 0);
      case "contains", "has" -> compared(left, (a, b) -> Values.lower(a).contains(Values.lower(b)));
      case "!contains", "!has" ->
          compared(left, (a, b) -> !Values.lower(a).contains(Values.lower(b)));
      case "startswith" -> compared(left, (a, b) -> Values.lower(a).startsWith(Values.lower(b)));
      case "!startswith" -> compared(left, (a, b) -> !Values.lower(a).startsWith(Values.lower(b)));
      case "endswith" -> compared(left, (a, b) -> Values.lower(a).endsWith(Values.lower(b)));
      case "!endswith" -> compared(left, (a, b) -> !Values.lower(a).endsWith(Values.lower(b)));
      case "in" -> among(left, true);
      case "!in", "!in~" -> among(left, false);
      default -> left;
    };
  }

  private Expression compared(Expression left, BiPredicate<JsonNode, JsonNode> test) {
    tokens.take();
    Expression right = value();
    return row -> BooleanNode.valueOf(test.test(left.of(row), right.of(row)));
  }

  private Expression among(Expression left, boolean wanted) {
    boolean caseless = tokens.take().text().equalsIgnoreCase("!in~") || tokens.accept("~");
    tokens.expect("(");
    List<Expression> values = list();
    return row ->
        BooleanNode.valueOf(
            values.stream()
                    .anyMatch(v ->
                        caseless ? alike(left.of(row), v.of(row)) : same(left.of(row), v.of(row)))
                == wanted);
  }

  /** What stands between parentheses that have begun, with the closing one. */
  private List<Expression> list() {
    var all = new ArrayList<Expression>();
    while (!tokens.accept(")")) {
      if (!all.isEmpty()) {
        tokens.expect(",");
      }
      all.add(condition());
    }
    return all;
  }

  private Expression value() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case STRING -> constant(TextNode.valueOf(tokens.take().text()));
      case NUMBER -> constant(number(tokens.take()));
      case TIMESPAN -> constant(TextNode.valueOf(tokens.take().text()));
      case NAME -> named(tokens.take());
      case SYMBOL -> {
        if (tokens.accept("(")) {
          Expression inside = condition();
          tokens.expect(")");
          yield inside;
        }
        if (tokens.accept("-")) {
          yield constant(DoubleNode.valueOf(-number(tokens.take()).asDouble()));
        }
        throw tokens.refusal("a value is expected");
      }
      case END -> throw tokens.refusal("a value is expected");
    };
  }

  private Expression named(Token name) {
    switch (name.text().toLowerCase(Locale.ROOT)) {
      case "true" -> {
        return constant(BooleanNode.TRUE);
      }
      case "false" -> {
        return constant(BooleanNode.FALSE);
      }
      case "null" -> {
        return constant(NullNode.getInstance());
      }
      default -> {
        if (tokens.accept("(")) {
          return functions.call(name, list());
        }
        return path(row -> Values.field(row, name.text()));
      }
    }
  }

  /** {@code .name}, {@code ['name']} and {@code [0]} after a column. */
  private Expression path(Expression start) {
    Expression end = start;
    while (true) {
      Expression before = end;
      if (tokens.accept(".")) {
        String field = tokens.name();
        end = row -> Values.field(before.of(row), field);
      } else if (tokens.accept("[")) {
        Token key = tokens.take();
        end =
            switch (key.kind()) {
              case STRING -> row -> Values.field(before.of(row), key.text());
              case NUMBER -> row -> before.of(row).path(number(key).asInt());
              default -> throw new KustoException("a name or a number is expected", key);
            };
        tokens.expect("]");
      } else {
        return end;
      }
    }
  }

  private static JsonNode number(Token token) {
    try {
      return token.text().contains(".")
          ? DoubleNode.valueOf(Double.parseDouble(token.text()))
          : IntNode.valueOf(Integer.parseInt(token.text()));
    } catch (NumberFormatException e) {
      throw new KustoException("this number is not understood", token);
    }
  }

  private static Expression constant(JsonNode value) {
    return row -> value;
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.asDouble() == other.asDouble()
        : one.isBoolean() || other.isBoolean()
            ? Values.lower(one).equals(Values.lower(other))
            : Values.text(one).equals(Values.text(other));
  }

  private static boolean alike(JsonNode one, JsonNode other) {
    return Values.lower(one).equals(Values.lower(other));
  }
}
