package io.pilothouse.blueprints.mermaid;

import io.pilothouse.blueprints.diagram.Diagram.Line;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the arrow between two nodes, in all of its styles. */
final class Links {
  private static final Pattern EDGE_ID = Pattern.compile("[\\w-]+@(?=[-=.<xo~])");
  private static final Pattern WHOLE =
      Pattern.compile("[xo<]?(--+[-xo>]|==+[=xo>]|-?\\.+-[xo>]?)|~~~+");
  private static final Pattern OPENING = Pattern.compile("[xo<]?(--|==|-\\.)");
  private static final Pattern SOLID_END = Pattern.compile("--+[-xo>]");
  private static final Pattern THICK_END = Pattern.compile("==+[=xo>]");
  private static final Pattern DOTTED_END = Pattern.compile("\\.+-[xo>]?");
  private static final Pattern PIPED = Pattern.compile("[ \\t]*\\|");

  private Links() {}

  /** An arrow. @param label as written, maybe empty */
  record Link(String label, Line line, boolean directed, int start) {}

  /** The arrow at the cursor, which is passed; empty when there is none. */
  static Optional<Link> take(Cursor cursor) {
    int before = cursor.at();
    cursor.skipSpace();
    cursor.take(EDGE_ID);
    int start = cursor.at();
    Optional<Matcher> whole = cursor.take(WHOLE);
    if (whole.isPresent() && !opensLabel(cursor, whole.get().group())) {
      String arrow = whole.get().group();
      return Optional.of(new Link(piped(cursor), style(arrow), directed(arrow), start));
    }
    cursor.moveTo(start);
    Optional<Link> labelled = cursor.take(OPENING).flatMap(m -> labelled(cursor, m.group(), start));
    if (labelled.isEmpty()) {
      cursor.moveTo(before);
    }
    return labelled;
  }

  /** {@code --open-->} begins with what looks like the arrow {@code --o}. */
  private static boolean opensLabel(Cursor cursor, String arrow) {
    char last = arrow.charAt(arrow.length() - 1);
    if ((last != 'o' && last != 'x') || !Character.isLetterOrDigit(cursor.peek())) {
      return false;
    }
    Pattern end =
        style(arrow) == Line.THICK
            ? THICK_END
            : style(arrow) == Line.DOTTED ? DOTTED_END : SOLID_END;
    return cursor.find(end, cursor.at()).isPresent();
  }

  private static Optional<Link> labelled(Cursor cursor, String opening, int start) {
    Line line = style(opening);
    Pattern ending =
        switch (line) {
          case THICK -> THICK_END;
          case DOTTED -> DOTTED_END;
          case SOLID, INVISIBLE -> SOLID_END;
        };
    int from = cursor.at();
    cursor.skipSpace();
    int search = cursor.at();
    if (cursor.peek() == '"') {
      int close = cursor.indexOf("\"", search + 1, cursor.lineEnd());
      search = close < 0 ? search : close + 1;
    }
    Optional<Matcher> end = cursor.find(ending, search);
    if (end.isEmpty()) {
      return Optional.empty();
    }
    String label = cursor.between(from, end.get().start());
    cursor.moveTo(end.get().end());
    return Optional.of(
        new Link(label, line, directed(opening) || directed(end.get().group()), start));
  }

  private static String piped(Cursor cursor) {
    int before = cursor.at();
    if (cursor.take(PIPED).isEmpty()) {
      return "";
    }
    int from = cursor.at();
    int search = from;
    if (cursor.peek() == '"') {
      int close = cursor.indexOf("\"", from + 1, from + 2_000);
      search = close < 0 ? from : close;
    }
    int end = cursor.indexOf("|", search, search > from ? search + 200 : cursor.lineEnd());
    if (end < 0) {
      cursor.moveTo(before);
      return "";
    }
    cursor.moveTo(end + 1);
    return cursor.between(from, end);
  }

  private static Line style(String arrow) {
    return arrow.contains("~")
        ? Line.INVISIBLE
        : arrow.contains("=") ? Line.THICK : arrow.contains(".") ? Line.DOTTED : Line.SOLID;
  }

  private static boolean directed(String arrow) {
    char first = arrow.charAt(0);
    char last = arrow.charAt(arrow.length() - 1);
    return "<xo".indexOf(first) >= 0 || ">xo".indexOf(last) >= 0;
  }
}
