package io.pilothouse.localtwin.azure.kusto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the operators between the bars. */
final class Operators {
  private static final Set<String> KNOWN =
      Set.of(
          "where",
          "project",
          "project-away",
          "extend",
          "order",
          "sort",
          "top",
          "take",
          "limit",
          "distinct",
          "count",
          "summarize");
  private final Tokens tokens;
  private final ExpressionParser expressions;

  Operators(Tokens tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /** Whether an operator comes next. */
  boolean next() {
    return KNOWN.contains(tokens.peek().text().toLowerCase(Locale.ROOT));
  }

  UnaryOperator<List<ObjectNode>> step() {
    Token operator = tokens.take();
    return switch (operator.text().toLowerCase(Locale.ROOT)) {
      case "where" -> {
        Expression condition = expressions.condition();
        yield rows -> rows.stream().filter(condition::isTrue).toList();
      }
      case "project" -> project(columns(), false);
      case "extend" -> project(columns(), true);
      case "project-away" -> away();
      case "distinct" -> {
        var project = project(columns(), false);
        yield rows -> project.apply(rows).stream().distinct().toList();
      }
      case "order", "sort" -> {
        tokens.expect("by");
        Comparator<ObjectNode> order = order();
        yield rows -> rows.stream().sorted(order).toList();
      }
      case "top" -> {
        int most = tokens.number();
        tokens.expect("by");
        Comparator<ObjectNode> order = order();
        yield rows -> rows.stream().sorted(order).limit(most).toList();
      }
      case "take", "limit" -> {
        int most = tokens.number();
        yield rows -> rows.stream().limit(most).toList();
      }
      case "count" -> rows -> List.of(KustoQuery.row().put("Count", rows.size()));
      case "summarize" -> summarize();
      default ->
          throw new KustoException(
              "the operator " + operator.text() + " is not supported", operator);
    };
  }

  /** A named value. */
  private record Column(String name, Expression value) {}

  private List<Column> columns() {
    var all = new ArrayList<Column>();
    do {
      all.add(column(all.size()));
    } while (tokens.accept(","));
    return all;
  }

  private Column column(int index) {
    Token first = tokens.peek();
    Expression value = expressions.condition();
    if (first.kind() == Token.Kind.NAME && tokens.accept("=")) {
      return new Column(first.text(), expressions.condition());
    }
    return new Column(
        first.kind() == Token.Kind.NAME ? tokens.since(first) : "Column" + (index + 1), value);
  }

  private static UnaryOperator<List<ObjectNode>> project(List<Column> columns, boolean keeping) {
    return rows ->
        rows.stream()
            .map(row -> {
              ObjectNode shown = keeping ? row.deepCopy() : KustoQuery.row();
              columns.forEach(c -> shown.set(c.name(), known(c.value().of(row))));
              return shown;
            })
            .toList();
  }

  private UnaryOperator<List<ObjectNode>> away() {
    var names = new ArrayList<String>();
    do {
      names.add(tokens.name());
    } while (tokens.accept(","));
    return rows ->
        rows.stream()
            .map(row -> {
              ObjectNode shown = row.deepCopy();
              shown.remove(names);
              return shown;
            })
            .toList();
  }

  private Comparator<ObjectNode> order() {
    Optional<Comparator<ObjectNode>> order = Optional.empty();
    do {
      Expression value = expressions.condition();
      boolean ascending = tokens.accept("asc");
      if (!ascending) {
        tokens.accept("desc");
      }
      if (tokens.accept("nulls")) {
        tokens.take();
      }
      Comparator<ObjectNode> by = (a, b) -> Values.compare(value.of(a), value.of(b));
      Comparator<ObjectNode> directed = ascending ? by : by.reversed();
      order = Optional.of(order.map(o -> o.thenComparing(directed)).orElse(directed));
    } while (tokens.accept(","));
    return order.orElseThrow();
  }

  /** An aggregate under its name. */
  private record Summary(String name, Aggregates.Aggregate aggregate) {}

  private UnaryOperator<List<ObjectNode>> summarize() {
    var summaries = new ArrayList<Summary>();
    while (!tokens.peek().is("by") && !tokens.peek().is("|") && !tokens.atEnd()) {
      if (!summaries.isEmpty()) {
        tokens.expect(",");
      }
      summaries.add(summary());
    }
    List<Column> keys = tokens.accept("by") ? columns() : List.of();
    return rows -> {
      Map<ArrayNode, List<ObjectNode>> groups = new LinkedHashMap<>();
      for (ObjectNode row : rows) {
        ArrayNode key = JsonNodeFactory.instance.arrayNode();
        keys.forEach(k -> key.add(known(k.value().of(row))));
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
      }
      if (groups.isEmpty() && keys.isEmpty()) {
        groups.put(JsonNodeFactory.instance.arrayNode(), List.of());
      }
      var shown = new ArrayList<ObjectNode>();
      groups.forEach((key, group) -> {
        ObjectNode row = KustoQuery.row();
        for (int i = 0; i < keys.size(); i++) {
          row.set(keys.get(i).name(), key.get(i));
        }
        summaries.forEach(s -> row.set(s.name(), s.aggregate().of(group)));
        shown.add(row);
      });
      return shown;
    };
  }

  private Summary summary() {
    Token first = tokens.take();
    if (first.kind() != Token.Kind.NAME) {
      throw new KustoException("an aggregate is expected", first);
    }
    Optional<String> given = Optional.empty();
    Token function = first;
    if (tokens.accept("=")) {
      given = Optional.of(first.text());
      function = tokens.take();
    }
    tokens.expect("(");
    Optional<Expression> argument = Optional.empty();
    String about = tokens.peek().text();
    if (!tokens.peek().is(")")) {
      argument = Optional.of(expressions.condition());
    } else {
      about = "";
    }
    tokens.expect(")");
    String name = given.orElse(function.text().toLowerCase(Locale.ROOT) + "_" + about);
    return new Summary(name, Aggregates.of(function, argument));
  }

  private static JsonNode known(JsonNode value) {
    return value.isMissingNode() ? NullNode.getInstance() : value;
  }
}
