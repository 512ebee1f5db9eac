package io.pilothouse.blueprints.patching;

import io.pilothouse.blueprints.importing.Dialect;
import io.pilothouse.blueprints.patching.Reading.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes one value out of a document: the clause of a label, the words of a cell, or the line of a
 * key. The part between two separators is the least that can go.
 */
final class Withdrawal {
  /** What stands between the clauses of a label, the cells of a row and the parts of a sentence. */
  private static final Pattern SEPARATOR =
      Pattern.compile("<br\\s*/?>|\\\\n|[,;|()\\[\\]\"{}]|\\s[-–]\\s|:\\s");

  private final Trials trials;
  private final Dialect dialect;
  private final Outcome before;

  Withdrawal(Trials trials, Dialect dialect, Outcome before) {
    this.trials = trials;
    this.dialect = dialect;
    this.before = before;
  }

  Optional<EditedText> make(EditedText text, Wish wish) {
    // Values that hang on the one that goes may go with it.
    String path = "." + wish.field();
    return trials
        .best(
            before,
            Restatement.edits(text, before.places(wish.component(), wish.field()), this::rewritten),
            wish::granted,
            p -> p.contains("[" + wish.component() + "]" + path))
        .map(Trials.Tried::text);
  }

  private List<String> rewritten(String line, int from) {
    var cuts = new ArrayList<int[]>();
    int start = 0;
    Matcher separator = SEPARATOR.matcher(line);
    while (separator.find()) {
      cuts.add(new int[] {start, separator.start(), separator.end()});
      start = separator.end();
    }
    cuts.add(new int[] {start, line.length(), line.length()});
    var lines = new LinkedHashSet<String>();
    var later = new LinkedHashSet<String>();
    for (int i = 0; i < cuts.size(); i++) {
      int[] cut = cuts.get(i);
      String clause = line.substring(cut[0], cut[1]);
      if (clause.isBlank() || cut[0] - from > 600) {
        continue;
      }
      var target = cut[1] < from ? later : lines;
      if (dialect == Dialect.MARKDOWN && isCell(line, cut)) {
        target.add(line.substring(0, cut[0]) + " - " + line.substring(cut[1]));
      } else if (i > 0) {
        // With the separator before it, so that none is left over.
        target.add(line.substring(0, cuts.get(i - 1)[1]) + line.substring(cut[1]));
        target.add(line.substring(0, cut[0]) + line.substring(cut[2]));
      }
    }
    if (dialect == Dialect.MARKDOWN && line.matches("\\s*[^|#\\s].*:.*")) {
      int indent = line.length() - line.stripLeading().length();
      lines.add(line.substring(0, indent) + "# " + line.substring(indent));
    }
    lines.addAll(later);
    lines.remove(line);
    return List.copyOf(lines);
  }

  private static boolean isCell(String line, int[] cut) {
    return cut[0] > 0
        && line.charAt(cut[0] - 1) == '|'
        && cut[1] < line.length()
        && line.charAt(cut[1]) == '|';
  }
}
