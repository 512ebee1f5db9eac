package io.pilothouse.blueprints.patching;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A document's lines while it is edited; each knows the line that it came from. Line numbers count
 * from 0. Immutable.
 */
record EditedText(List<String> original, List<Line> lines) {
  /**
   * A line.
   *
   * @param origin the line of the original that it is, or that it was inserted after
   */
  record Line(int origin, boolean inserted, boolean untouched, String text) {}

  EditedText {
    original = List.copyOf(original);
    lines = List.copyOf(lines);
  }

  static EditedText of(List<String> lines) {
    return new EditedText(
        lines,
        IntStream.range(0, lines.size())
            .mapToObj(i -> new Line(i, false, true, lines.get(i)))
            .toList());
  }

  /** The text, with line feeds. */
  String text() {
    return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
  }

  int size() {
    return lines.size();
  }

  String line(int number) {
    return lines.get(number).text();
  }

  EditedText with(int number, String text) {
    var changed = new ArrayList<>(lines);
    Line line = lines.get(number);
    boolean same = !line.inserted() && text.equals(original.get(line.origin()));
    changed.set(number, new Line(line.origin(), line.inserted(), same, text));
    return new EditedText(original, changed);
  }

  EditedText withAfter(int number, List<String> more) {
    var changed = new ArrayList<>(lines);
    int origin = lines.get(number).origin();
    for (int i = 0; i < more.size(); i++) {
      changed.add(number + 1 + i, new Line(origin, true, false, more.get(i)));
    }
    return new EditedText(original, changed);
  }

  EditedText without(int number) {
    var changed = new ArrayList<>(lines);
    changed.remove(number);
    return new EditedText(original, changed);
  }
}
