package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The columns that a kind prints in a server-side table. */
public record TableLayout(List<Column> columns) {

  /**
   * A column.
   *
   * @param wide shown only by {@code -o wide}
   * @param cell text of an object at a time; numbers stay numbers in the table
   */
  public record Column(
      String name, String type, boolean wide, BiFunction<KubeObject, Instant, Object> cell) {}

  public static final TableLayout NAME_AND_AGE = start().age();

  public TableLayout {
    columns = List.copyOf(columns);
  }

  /** A layout with the name column, to add to. */
  public static TableLayout start() {
    return new TableLayout(
        List.of(new Column("Name", "string", false, (object, now) -> object.name())));
  }

  /** A layout without the name column, for events. */
  public static TableLayout bare() {
    return new TableLayout(List.of());
  }

  public TableLayout text(String name, BiFunction<KubeObject, Instant, Object> cell) {
    return plus(new Column(name, "string", false, cell));
  }

  public TableLayout text(String name, java.util.function.Function<KubeObject, Object> cell) {
    return plus(new Column(name, "string", false, (object, now) -> cell.apply(object)));
  }

  public TableLayout number(String name, java.util.function.Function<KubeObject, Long> cell) {
    return plus(new Column(name, "integer", false, (object, now) -> cell.apply(object)));
  }

  public TableLayout wide(String name, java.util.function.Function<KubeObject, Object> cell) {
    return plus(new Column(name, "string", true, (object, now) -> cell.apply(object)));
  }

  public TableLayout age() {
    return text("Age", (object, now) -> age(object.createdAt(), now));
  }

  private TableLayout plus(Column column) {
    List<Column> more = new ArrayList<>(columns);
    more.add(column);
    return new TableLayout(more);
  }

  /** The column definitions of a Table object. */
  public ArrayNode definitions() {
    ArrayNode definitions = Json.array();
    for (Column column : columns) {
      ObjectNode definition = definitions.addObject();
      definition.put("name", column.name());
      definition.put("type", column.type());
      definition.put("format", column.name().equals("Name") ? "name" : "");
      definition.put("description", "");
      definition.put("priority", column.wide() ? 1 : 0);
    }
    return definitions;
  }

  /** The cells of an object's row. */
  public ArrayNode cells(KubeObject object, Instant now) {
    ArrayNode cells = Json.array();
    for (Column column : columns) {
      Object cell = column.cell().apply(object, now);
      if (cell instanceof Long number) {
        cells.add(number);
      } else {
        cells.add(cell.toString());
      }
    }
    return cells;
  }

  /**
   * Time since, in the short form of kubectl: {@code 45s}, {@code 3m20s}, {@code 5h10m}, {@code
   * 12d}.
   */
  public static String age(Instant since, Instant now) {
    if (since.equals(Instant.EPOCH)) {
      return "<unknown>";
    }
    Duration age = Duration.between(since, now);
    long seconds = Math.max(0, age.toSeconds());
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    if (seconds < 120) {
      return seconds + "s";
    }
    if (minutes < 10) {
      return pair(minutes, "m", seconds % 60, "s");
    }
    if (hours < 3) {
      return minutes + "m";
    }
    if (hours < 8) {
      return pair(hours, "h", minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    if (days < 8) {
      return pair(days, "d", hours % 24, "h");
    }
    if (days < 730) {
      return days + "d";
    }
    return days < 2920 ? pair(days / 365, "y", days % 365, "d") : days / 365 + "y";
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : small + smallUnit);
  }
}
