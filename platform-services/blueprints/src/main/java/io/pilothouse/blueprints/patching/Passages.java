package io.pilothouse.blueprints.patching;

import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The passages of a Markdown document that may be what is said of one thing: whole lines first, the
 * row or key with what is under it; then stretches of a line into which a document was flattened.
 */
final class Passages {
  private static final int MOST_LINES = 30;
  private static final Pattern BOUNDARY = Pattern.compile("\\s(?=\\S)|(?<=\\|)");
  private static final int LONGEST = 1_500;

  private Passages() {}

  /** The document without each of them, at a place. */
  static Stream<EditedText> at(EditedText text, Source place) {
    int number = place.line() - 1;
    if (number < 0 || number >= text.size()) {
      return Stream.empty();
    }
    String line = text.line(number);
    var lengths = new ArrayList<Integer>();
    lengths.add(block(text, number));
    for (int i = 1; i <= MOST_LINES && number + i <= text.size(); i++) {
      lengths.add(i);
    }
    Stream<EditedText> lines =
        line.length() > 2_000
            ? Stream.empty()
            : lengths.stream().distinct().map(n -> withoutLines(text, number, n));
    return Stream.concat(
        lines,
        stretches(line, Restatement.offset(line, place.column())).map(l -> text.with(number, l)));
  }

  /** Lines that stand deeper than the first, and the first. */
  private static int block(EditedText text, int number) {
    int indent = indent(text.line(number));
    int end = number + 1;
    while (end < text.size() && !text.line(end).isBlank() && indent(text.line(end)) > indent) {
      end++;
    }
    return end - number;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static EditedText withoutLines(EditedText text, int from, int count) {
    EditedText now = text;
    for (int i = 0; i < count; i++) {
      now = now.without(from);
    }
    return now;
  }

  private static Stream<String> stretches(String line, int place) {
    int from = place;
    int bar = line.lastIndexOf('|', place);
    if (bar >= 0 && line.substring(bar + 1, place).isBlank()) {
      from = bar;
    }
    int start = from;
    var ends = new ArrayList<Integer>();
    Matcher boundary = BOUNDARY.matcher(line);
    boundary.region(start, Math.min(line.length(), start + LONGEST));
    boundary.useTransparentBounds(true);
    while (boundary.find()) {
      if (boundary.end() > start + 1) {
        ends.add(boundary.end());
      }
    }
    ends.add(line.length());
    // A row ends after a bar: those ends are tried first.
    List<Integer> bars =
        ends.stream().filter(e -> line.substring(start, e).stripTrailing().endsWith("|")).toList();
    return Stream.concat(bars.stream(), ends.stream().filter(e -> !bars.contains(e)))
        .filter(e -> e > start)
        .map(e -> line.substring(0, start) + line.substring(e));
  }
}
