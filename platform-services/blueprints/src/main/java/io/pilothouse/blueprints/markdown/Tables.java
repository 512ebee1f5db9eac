package io.pilothouse.blueprints.markdown;

import io.pilothouse.blueprints.markdown.Block.Cell;
import io.pilothouse.blueprints.markdown.Block.Table;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads tables: with bars, with each cell on a line of its own, with tabs, and with columns that
 * only their known names tell apart.
 */
final class Tables {
  private static final Pattern SEPARATOR =
      Pattern.compile("\\|?(\\s*:?-{2,}:?\\s*\\|)*\\s*:?-{2,}:?\\s*\\|?");
  private static final Pattern FIRST_CELL = Pattern.compile("\\|[^|]*[^|\\s][^|]*\\|");
  private static final Pattern NEXT_CELL = Pattern.compile("[^|]*\\|");
  private static final int MOST_COLUMNS = 60;

  private final List<Span> lines;
  private final Notes notes;
  private final Set<String> columnNames;

  Tables(List<Span> lines, Notes notes, Set<String> columnNames) {
    this.lines = lines;
    this.notes = notes;
    this.columnNames = columnNames;
  }

  /** A table and the number of the line after it. */
  record Found(Table table, int next) {}

  /** The table that begins at a line, if one does. */
  Optional<Found> at(int index) {
    String text = text(index);
    if (text.indexOf('|') >= 0 || text.indexOf('\t') >= 0) {
      if (FIRST_CELL.matcher(text).matches() && cellPerLine(index)) {
        return Optional.of(cells(index));
      }
      if (text.startsWith("|") ? barred(index) : headed(index)) {
        return Optional.of(rows(index, '|'));
      }
      if (text.indexOf('\t') >= 0
          && index + 1 < lines.size()
          && text(index + 1).indexOf('\t') >= 0) {
        return Optional.of(rows(index, '\t'));
      }
    }
    return unseparated(index);
  }

  private String text(int index) {
    return index < lines.size() ? lines.get(index).strip().text() : "";
  }

  private boolean barred(int index) {
    return text(index + 1).startsWith("|")
        && text(index).chars().filter(c -> c == '|').count() >= 2;
  }

  /** A header without outer bars needs its separator. */
  private boolean headed(int index) {
    return text(index + 1).contains("|") && SEPARATOR.matcher(text(index + 1)).matches();
  }

  private boolean cellPerLine(int index) {
    int next = nonBlank(index + 1);
    String following = text(next);
    return !following.startsWith("|") && NEXT_CELL.matcher(following).matches();
  }

  private int nonBlank(int index) {
    int at = index;
    while (at < lines.size() && lines.get(at).isBlank()) {
      at++;
    }
    return at;
  }

  private Found rows(int index, char bar) {
    List<Cell> header = cells(lines.get(index), bar);
    var rows = new ArrayList<List<Cell>>();
    int at = index + 1;
    while (at < lines.size() && text(at).indexOf(bar) >= 0) {
      if (!SEPARATOR.matcher(text(at)).matches()) {
        rows.add(fitted(cells(lines.get(at), bar), header.size(), lines.get(at)));
      }
      at++;
    }
    return new Found(new Table(header, rows, true, lines.get(index).strip().place()), at);
  }

  private static List<Cell> cells(Span line, char bar) {
    var cells = new ArrayList<Cell>();
    Span row = line.strip();
    String text = row.text();
    int from = text.startsWith("|") && bar == '|' ? 1 : 0;
    for (int i = from; i <= text.length() && cells.size() < MOST_COLUMNS; i++) {
      boolean end = i == text.length();
      if (end || (text.charAt(i) == bar && (i == 0 || text.charAt(i - 1) != '\\'))) {
        if (!end || i > from || bar == '\t') {
          cells.add(cell(row.part(from, i)));
        }
        from = i + 1;
      }
    }
    return cells;
  }

  private static Cell cell(Span part) {
    Span stripped = part.strip();
    return new Cell(Inline.plain(stripped.text()), stripped.place());
  }

  private List<Cell> fitted(List<Cell> cells, int columns, Span line) {
    if (cells.size() == columns) {
      return cells;
    }
    notes.add(
        Kind.READING,
        line.strip().place(),
        "a row of " + cells.size() + " cells in a table of " + columns + " columns");
    var fitted = new ArrayList<>(cells.subList(0, Math.min(columns, cells.size())));
    while (fitted.size() < columns) {
      fitted.add(new Cell("", line.strip().place()));
    }
    return fitted;
  }

  /** A row begins with a bar; its other cells end with one, each on its line. */
  private Found cells(int index) {
    var header = new ArrayList<Cell>();
    int at = index;
    do {
      header.add(lineCell(at));
      at = nonBlank(at + 1);
    } while (at < lines.size()
        && !FIRST_CELL.matcher(text(at)).matches()
        && NEXT_CELL.matcher(text(at)).matches()
        && header.size() < MOST_COLUMNS);
    var rows = new ArrayList<List<Cell>>();
    int end = at;
    while (at < lines.size() && FIRST_CELL.matcher(text(at)).matches()) {
      var row = new ArrayList<Cell>();
      row.add(lineCell(at));
      at = nonBlank(at + 1);
      while (row.size() < header.size()
          && at < lines.size()
          && !FIRST_CELL.matcher(text(at)).matches()
          && NEXT_CELL.matcher(text(at)).matches()) {
        row.add(lineCell(at));
        at = nonBlank(at + 1);
      }
      rows.add(fitted(row, header.size(), lines.get(Math.min(at, lines.size()) - 1)));
      end = at;
    }
    return new Found(new Table(header, rows, true, lines.get(index).strip().place()), end);
  }

  private Cell lineCell(int index) {
    Span line = lines.get(index).strip();
    int from = line.text().startsWith("|") && line.length() > 1 ? 1 : 0;
    return cell(line.part(from, Math.max(from, line.length() - 1)));
  }

  /** A line of nothing but known column names, with rows that nothing separates into cells. */
  private Optional<Found> unseparated(int index) {
    List<Cell> columns = columns(lines.get(index).strip());
    if (columns.size() < 3 || text(index + 1).isEmpty()) {
      return Optional.empty();
    }
    var rows = new ArrayList<List<Cell>>();
    int at = index + 1;
    while (!text(at).isEmpty()) {
      Span row = lines.get(at).strip();
      rows.add(List.of(new Cell(Inline.plain(row.text()), row.place())));
      at++;
    }
    notes.add(
        Kind.READING,
        columns.getFirst().place(),
        "the columns of this table are not separated; its rows are read as "
            + columns.stream().map(Cell::text).toList());
    return Optional.of(new Found(new Table(columns, rows, false, columns.getFirst().place()), at));
  }

  private List<Cell> columns(Span line) {
    var cells = new ArrayList<Cell>();
    String text = line.text();
    int at = 0;
    while (at < text.length() && text.length() < 200) {
      String rest = text.substring(at);
      Optional<String> name =
          columnNames.stream()
              .filter(n ->
                  rest.startsWith(n)
                      && (rest.length() == n.length() || rest.charAt(n.length()) == ' '))
              .max(java.util.Comparator.comparingInt(String::length));
      if (name.isEmpty()) {
        return List.of();
      }
      cells.add(new Cell(name.get(), line.from(at).place()));
      at += name.get().length();
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }
    return cells;
  }
}
