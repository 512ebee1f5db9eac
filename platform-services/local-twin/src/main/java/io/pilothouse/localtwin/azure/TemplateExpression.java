package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and evaluates one template expression, the text between the brackets: calls, texts in
 * single quotes, whole numbers, properties and elements of what a call gives. Used by one thread.
 */
final class TemplateExpression {
  /** What a call gives. */
  @FunctionalInterface
  interface Functions {
    /**
     * The value of a call.
     *
     * @param arguments evaluated
     * @throws Arm.Failure 400 if there is no such function, or it cannot take these
     */
    JsonNode call(String function, List<JsonNode> arguments);
  }

  private final String text;
  private final Functions functions;
  private int at;

  private TemplateExpression(String text, Functions functions) {
    this.text = text;
    this.functions = functions;
  }

  /** Whether a value of a template is to be evaluated. */
  static boolean is(String value) {
    return value.startsWith("[") && value.endsWith("]") && !value.startsWith("[[");
  }

  /** The value of {@code [expression]}. @throws Arm.Failure 400 if it cannot be read */
  static JsonNode evaluate(String value, Functions functions) {
    var expression = new TemplateExpression(value.substring(1, value.length() - 1), functions);
    JsonNode result = expression.value();
    expression.blanks();
    if (expression.at < expression.text.length()) {
      throw expression.invalid("unexpected text");
    }
    return result;
  }

  private JsonNode value() {
    blanks();
    if (peek() == '\'') {
      return quoted();
    }
    if (Character.isDigit(peek()) || peek() == '-') {
      int from = at++;
      while (Character.isDigit(peek())) {
        at++;
      }
      return JsonNodeFactory.instance.numberNode(Integer.parseInt(text.substring(from, at)));
    }
    return path(call());
  }

  private JsonNode call() {
    int from = at;
    while (Character.isLetterOrDigit(peek())) {
      at++;
    }
    String name = text.substring(from, at);
    blanks();
    if (name.isEmpty() || peek() != '(') {
      throw invalid("a function is expected");
    }
    at++;
    var arguments = new ArrayList<JsonNode>();
    blanks();
    while (peek() != ')') {
      arguments.add(value());
      blanks();
      if (peek() == ',') {
        at++;
      } else if (peek() != ')') {
        throw invalid("',' or ')' is expected");
      }
    }
    at++;
    return functions.call(name, arguments);
  }

  private JsonNode path(JsonNode start) {
    JsonNode value = start;
    while (true) {
      if (peek() == '.') {
        int from = ++at;
        while (Character.isLetterOrDigit(peek()) || peek() == '_') {
          at++;
        }
        value = present(value.path(text.substring(from, at)));
      } else if (peek() == '[') {
        at++;
        JsonNode index = value();
        blanks();
        at++;
        value = present(index.isInt() ? value.path(index.intValue()) : value.path(index.asText()));
      } else {
        return value;
      }
    }
  }

  private JsonNode present(JsonNode value) {
    if (value.isMissingNode()) {
      throw invalid("the property does not exist");
    }
    return value;
  }

  private JsonNode quoted() {
    var value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\'') {
        value.append(c);
      } else if (peek() == '\'') {
        value.append('\'');
        at++;
      } else {
        return JsonNodeFactory.instance.textNode(value.toString());
      }
    }
    throw invalid("a quote is not closed");
  }

  private void blanks() {
    while (Character.isWhitespace(peek())) {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private Arm.Failure invalid(String what) {
    return new Arm.Failure(
        400,
        "InvalidTemplate",
        "Deployment template language expression evaluation failed: '%s at position %d of %s'."
            .formatted(what, at, text));
  }
}
