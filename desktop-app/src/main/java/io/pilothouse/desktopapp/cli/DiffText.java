package io.pilothouse.desktopapp.cli;

import java.util.ArrayList;
import java.util.List;

/** The differences as a table for a terminal, then what is open and what was not checked. */
final class DiffText {
  private static final int WIDEST = 44;

  private DiffText() {}

  static List<String> of(DiffDocument diff) {
    var lines = new ArrayList<String>();
    if (!diff.differences().isEmpty()) {
      var table = new ArrayList<List<String>>();
      table.add(List.of("KIND", "COMPONENT", "FIELD", "DECLARED", "LIVE", "EVIDENCE"));
      for (DiffDocument.DifferenceLine d : diff.differences()) {
        table.add(
            List.of(
                d.kind(),
                d.component(),
                d.field().isEmpty() ? "-" : d.field(),
                d.declared().orElse("-") + d.source().map(s -> " (" + s + ")").orElse(""),
                d.live().orElse("-"),
                String.join(" ", d.evidence())));
      }
      lines.addAll(aligned(table));
    }
    for (DiffDocument.AmbiguityLine each : diff.ambiguous()) {
      lines.add("ambiguous  " + each.component() + "  " + each.question());
      for (DiffDocument.CandidateLine c : each.candidates()) {
        lines.add("    %.2f  %s  %s".formatted(c.score(), c.name(), c.reason()));
      }
    }
    for (DiffDocument.NotCheckedLine each : diff.notChecked()) {
      lines.add(
          "not checked  "
              + each.component()
              + (each.field().isEmpty() ? "" : " " + each.field())
              + each.source().map(s -> " (" + s + ")").orElse("")
              + "  "
              + each.reason());
    }
    lines.add(
        "%d differences, %d ambiguous, %d facts checked, %d not checked"
            .formatted(
                diff.differences().size(),
                diff.ambiguous().size(),
                diff.checked(),
                diff.notChecked().size()));
    return lines;
  }

  /** Columns as wide as what stands in them, the last one free. */
  private static List<String> aligned(List<List<String>> table) {
    int columns = table.getFirst().size();
    var widths = new int[columns];
    for (List<String> row : table) {
      for (int i = 0; i < columns - 1; i++) {
        widths[i] = Math.min(WIDEST, Math.max(widths[i], row.get(i).length()));
      }
    }
    var lines = new ArrayList<String>();
    for (List<String> row : table) {
      var line = new StringBuilder();
      for (int i = 0; i < columns - 1; i++) {
        String cell = row.get(i);
        line.append(cell).append(" ".repeat(Math.max(2, widths[i] + 2 - cell.length())));
      }
      lines.add(line.append(row.getLast()).toString());
    }
    return lines;
  }
}
