package io.pilothouse.localtwin.azure.kusto;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A query: a table, then {@code where}, {@code project}, {@code project-away}, {@code extend},
 * {@code order by}, {@code top}, {@code take} or {@code limit}, {@code distinct}, {@code count} and
 * {@code summarize … by …}, joined by bars. Immutable.
 */
public final class KustoQuery {
  private final String table;
  private final List<UnaryOperator<List<ObjectNode>>> steps;

  private KustoQuery(String table, List<UnaryOperator<List<ObjectNode>>> steps) {
    this.table = table;
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a query. A query that begins with an operator is about {@code Resources}.
   *
   * @param now what {@code now()} and {@code ago()} go by
   * @param knows whether there is a table of a name in lower case
   * @throws KustoException if it is not understood
   */
  public static KustoQuery parse(String text, Instant now, Function<String, Boolean> knows) {
    var tokens = new Tokens(text);
    var operators = new Operators(tokens, new ExpressionParser(tokens, now));
    String table = "resources";
    var steps = new ArrayList<UnaryOperator<List<ObjectNode>>>();
    if (operators.next()) {
      steps.add(operators.step());
    } else {
      Token name = tokens.peek();
      table = tokens.name().toLowerCase(Locale.ROOT);
      if (!knows.apply(table)) {
        throw new KustoException("the table " + name.text() + " is not supported", name);
      }
    }
    while (!tokens.atEnd()) {
      tokens.expect("|");
      steps.add(operators.step());
    }
    return new KustoQuery(table, steps);
  }

  /** The answer. @param tables the rows of a table by its name in lower case */
  public List<ObjectNode> rows(Function<String, List<ObjectNode>> tables) {
    List<ObjectNode> rows = tables.apply(table);
    for (UnaryOperator<List<ObjectNode>> step : steps) {
      rows = step.apply(rows);
    }
    return rows;
  }

  static ObjectNode row() {
    return JsonNodeFactory.instance.objectNode();
  }
}
