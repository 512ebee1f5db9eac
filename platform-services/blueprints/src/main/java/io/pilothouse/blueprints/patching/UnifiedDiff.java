package io.pilothouse.blueprints.patching;

import java.util.ArrayList;
import java.util.List;

/** Says an edit as a unified diff with three lines of context. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  /** One line of the diff. @param sign space, minus or plus; @param before its line, from 1 */
  private record Entry(char sign, String text, int before, int after) {}

  private UnifiedDiff() {}

  /**
   * The diff.
   *
   * @param widest lines longer than this are cut around what changes in them, with … for the rest
   */
  static String of(String file, EditedText edited, int widest) {
    List<Entry> entries = entries(edited);
    var out = new StringBuilder("--- a/" + file + "\n+++ b/" + file + "\n");
    for (int i = 0; i < entries.size(); ) {
      if (entries.get(i).sign() == ' ') {
        i++;
        continue;
      }
      int from = Math.max(0, i - CONTEXT);
      int last = i;
      for (int j = i; j < entries.size() && j - last <= 2 * CONTEXT; j++) {
        last = entries.get(j).sign() == ' ' ? last : j;
      }
      int to = Math.min(entries.size(), last + 1 + CONTEXT);
      hunk(out, entries.subList(from, to), widest);
      i = to;
    }
    return out.toString();
  }

  private static void hunk(StringBuilder out, List<Entry> entries, int widest) {
    long before = entries.stream().filter(e -> e.sign() != '+').count();
    long after = entries.stream().filter(e -> e.sign() != '-').count();
    out.append(
        "@@ -%d,%d +%d,%d @@\n"
            .formatted(entries.getFirst().before(), before, entries.getFirst().after(), after));
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int change = 0;
      if (entry.sign() == '-' && i + 1 < entries.size() && entries.get(i + 1).sign() == '+') {
        change = firstDifference(entry.text(), entries.get(i + 1).text());
      } else if (entry.sign() == '+' && i > 0 && entries.get(i - 1).sign() == '-') {
        change = firstDifference(entry.text(), entries.get(i - 1).text());
      }
      out.append(entry.sign()).append(cut(entry.text(), change, widest)).append('\n');
    }
  }

  private static int firstDifference(String a, String b) {
    int i = 0;
    while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  private static String cut(String text, int change, int widest) {
    if (text.length() <= widest) {
      return text;
    }
    int from = Math.clamp(change - widest / 2, 0, text.length() - widest);
    int to = from + widest;
    return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
  }

  private static List<Entry> entries(EditedText edited) {
    var entries = new ArrayList<Entry>();
    int before = 1;
    int after = 1;
    for (EditedText.Line line : edited.lines()) {
      int until = line.inserted() ? line.origin() + 1 : line.origin();
      while (before - 1 < until) {
        entries.add(new Entry('-', edited.original().get(before - 1), before++, after));
      }
      if (line.untouched()) {
        entries.add(new Entry(' ', line.text(), before++, after++));
      } else {
        if (!line.inserted()) {
          entries.add(new Entry('-', edited.original().get(before - 1), before++, after));
        }
        entries.add(new Entry('+', line.text(), before, after++));
      }
    }
    while (before - 1 < edited.original().size()) {
      entries.add(new Entry('-', edited.original().get(before - 1), before++, after));
    }
    return entries;
  }
}
