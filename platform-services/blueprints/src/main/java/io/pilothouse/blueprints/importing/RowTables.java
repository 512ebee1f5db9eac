package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.dictionary.Measures;
import io.pilothouse.blueprints.markdown.Block.Cell;
import io.pilothouse.blueprints.markdown.Block.Table;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads tables of which a row is one thing: costs, security rules, network policies. */
final class RowTables {
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final Pattern LABEL = Pattern.compile("([\\w./-]+):\\s*([\\w./-]+)");

  private final Draft draft;

  RowTables(Draft draft) {
    this.draft = draft;
  }

  /** Reads a table; false when it is of none of these sorts. */
  boolean read(Table table, Fact around) {
    List<String> columns = table.columns().stream().map(c -> Dictionary.folded(c.text())).toList();
    if (!table.separated() || columns.size() < 3) {
      return false;
    }
    String caption = around.caption().orElse("").toLowerCase(Locale.ROOT);
    int amount =
        column(columns, "예상비용", "비용", "cost", "monthlycost", "amount", "월비용", "estimatedcost");
    if (amount > 0) {
      table.rows().forEach(row -> cost(row, columns, amount, around));
      return true;
    }
    if (column(columns, "방향", "direction") == 0) {
      table.rows().forEach(row -> securityRule(row, columns, around));
      return true;
    }
    if (caption.contains("ingress 규칙") || caption.contains("ingress rules")) {
      table.rows().forEach(row -> policyRule(row, "ingress", around));
      return true;
    }
    if (caption.contains("egress 규칙") || caption.contains("egress rules")) {
      table.rows().forEach(row -> policyRule(row, "egress", around));
      return true;
    }
    return policy(table, around);
  }

  private static int column(List<String> columns, String... names) {
    for (int i = 0; i < columns.size(); i++) {
      if (List.of(names).contains(columns.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static Source source(Cell cell, Fact around) {
    return cell.place().source(around.section());
  }

  private void cost(List<Cell> row, List<String> columns, int amount, Fact around) {
    Source source = source(row.getFirst(), around);
    Optional<Double> dollars = Measures.dollars(row.get(amount).text());
    String name = row.getFirst().text();
    draft.set("cost.currency", Values.text("USD"), source);
    if (dollars.isEmpty()) {
      draft.state(
          "cost",
          name,
          Values.text(String.join(" - ", row.stream().skip(1).map(Cell::text).toList())),
          source);
    } else if (Dictionary.folded(name).matches("총합|합계|총계|total|sum|총비용")) {
      draft.set("cost.statedTotal", Values.number(dollars.get()), source);
    } else {
      ObjectNode line = Draft.JSON.objectNode();
      line.put("component", name);
      put(line, "specification", cell(row, column(columns, "사양", "specification", "spec")));
      line.set("amount", Values.number(dollars.get()));
      put(
          line,
          "optimization",
          cell(row, column(columns, "최적화방안", "최적화", "optimization", "비고", "notes")));
      line.put("source", source.toString());
      draft.root().withObjectProperty("cost").withArrayProperty("lines").add(line);
    }
  }

  private static String cell(List<Cell> row, int column) {
    return column < 0 || column >= row.size() ? "" : row.get(column).text();
  }

  private static void put(ObjectNode node, String field, String text) {
    if (!text.isBlank() && !text.equals("-")) {
      node.put(field, text);
    }
  }

  private void securityRule(List<Cell> row, List<String> columns, Fact around) {
    Source source = source(row.getFirst(), around);
    String direction = row.getFirst().text().toLowerCase(Locale.ROOT);
    String action = cell(row, column(columns, "액션", "action", "동작")).toLowerCase(Locale.ROOT);
    ObjectNode rule = Draft.JSON.objectNode();
    rule.put(
        "group",
        around.caption().orElse(around.headings().isEmpty() ? "NSG" : around.headings().getLast()));
    rule.put(
        "direction",
        direction.contains("아웃") || direction.startsWith("out") ? "outbound" : "inbound");
    rule.put("name", cell(row, Math.max(1, column(columns, "규칙이름", "rulename", "name", "이름"))));
    ports(rule, cell(row, column(columns, "포트", "port", "ports", "허용포트")));
    rule.put("peer", cell(row, Math.max(0, column(columns, "소스대상", "source", "peer", "대상", "소스"))));
    rule.put(
        "action",
        action.contains("deny") || action.contains("거부") || action.contains("차단")
            ? "deny"
            : "allow");
    rule.put("source", source.toString());
    draft.root().withObjectProperty("network").withArrayProperty("securityRules").add(rule);
  }

  private static void ports(ObjectNode rule, String text) {
    var list = rule.putArray("ports");
    Matcher matcher = PORT.matcher(text);
    while (matcher.find()) {
      int port = Integer.parseInt(matcher.group());
      if (port > 0 && port < 65_536) {
        list.add(port);
      }
    }
  }

  /** The table that names a network policy: its rules are in the tables after it. */
  private boolean policy(Table table, Fact around) {
    boolean named = false;
    for (List<Cell> row : table.rows()) {
      String key = Dictionary.folded(row.getFirst().text());
      if (key.equals("policy이름") || key.equals("policyname") || key.equals("정책이름")) {
        ObjectNode policy =
            draft
                .root()
                .withObjectProperty("network")
                .withArrayProperty("networkPolicies")
                .addObject();
        policy.put("name", row.get(1).text());
        policy.put("source", source(row.getFirst(), around).toString());
        named = true;
      } else if (named && (key.equals("pod선택자") || key.equals("podselector"))) {
        labels(last().putObject("podSelector"), row.get(1).text());
      } else if (named) {
        draft.state(
            "network",
            row.getFirst().text(),
            Values.text(row.get(1).text()),
            source(row.getFirst(), around));
      }
    }
    return named;
  }

  private ObjectNode last() {
    var policies = draft.root().withObjectProperty("network").withArrayProperty("networkPolicies");
    return policies.isEmpty()
        ? policies.addObject().put("name", "network-policy")
        : (ObjectNode) policies.get(policies.size() - 1);
  }

  private void policyRule(List<Cell> row, String direction, Fact around) {
    ObjectNode policy = last();
    if (!policy.has("source")) {
      policy.put("source", source(row.getFirst(), around).toString());
    }
    ObjectNode rule = policy.withArrayProperty(direction).addObject();
    String peer = row.getFirst().text();
    Matcher namespace = Pattern.compile("(\\S+)\\s*(네임스페이스|namespace)").matcher(peer);
    if (namespace.find()) {
      rule.put("namespace", namespace.group(1));
    } else if (LABEL.matcher(peer).find()) {
      labels(rule.putObject("pods"), peer);
    }
    ports(rule, row.get(1).text());
    put(rule, "purpose", row.size() > 2 ? row.get(2).text() : "");
  }

  private static void labels(ObjectNode labels, String text) {
    Matcher matcher = LABEL.matcher(text);
    while (matcher.find()) {
      labels.put(matcher.group(1), matcher.group(2));
    }
  }
}
