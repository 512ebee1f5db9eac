package io.pilothouse.blueprints.mermaid;

import java.util.List;
import java.util.Optional;

/** The brackets that stand around a node's label and the shapes they mean. */
enum Shapes {
  DOUBLE_CIRCLE("double-circle", "(((", ")))"),
  CIRCLE("circle", "((", "))"),
  STADIUM("stadium", "([", "])"),
  ELLIPSE("ellipse", "(-", "-)"),
  SUBROUTINE("subroutine", "[[", "]]"),
  CYLINDER("cylinder", "[(", ")]"),
  PARALLELOGRAM("parallelogram", "[/", "/]", "\\]"),
  PARALLELOGRAM_LEFT("parallelogram-left", "[\\", "\\]", "/]"),
  HEXAGON("hexagon", "{{", "}}"),
  RECTANGLE("rectangle", "[", "]"),
  ROUNDED("rounded", "(", ")"),
  RHOMBUS("rhombus", "{", "}"),
  FLAG("flag", ">", "]");

  /** Longest label, in characters; a longer one is a bracket or quote that was never closed. */
  private static final int LONGEST_LABEL = 2_000;

  /** Longest bare label over several lines. */
  private static final int LONGEST_BARE = 400;

  private final String shape;
  private final String opener;
  private final List<String> closers;

  Shapes(String shape, String opener, String... closers) {
    this.shape = shape;
    this.opener = opener;
    this.closers = List.of(closers);
  }

  /** A label with the shape around it. @param end offset after the closing bracket */
  record Label(String text, String shape, int end) {}

  /** The bracket that opens at the cursor, longest first. */
  static Optional<Shapes> openingAt(Cursor cursor) {
    for (Shapes candidate : values()) {
      if (cursor.ahead(candidate.opener)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** The label in this bracket; empty when it is not closed. */
  Optional<Label> label(Cursor cursor) {
    int from = cursor.at() + opener.length();
    int start = from;
    while (Character.isWhitespace(cursor.charAt(start))) {
      start++;
    }
    if (cursor.charAt(start) == '"') {
      Optional<Label> quoted = quoted(cursor, start);
      if (quoted.isPresent()) {
        return quoted;
      }
    }
    Optional<Label> onLine = bare(cursor, from, cursor.lineEnd());
    return onLine.isPresent()
        ? onLine
        : bare(cursor, from, Math.min(paragraphEnd(cursor, from), from + LONGEST_BARE));
  }

  private Optional<Label> quoted(Cursor cursor, int quote) {
    int close = cursor.indexOf("\"", quote + 1, quote + 1 + LONGEST_LABEL);
    if (close < 0) {
      return Optional.empty();
    }
    int after = close + 1;
    while (Character.isWhitespace(cursor.charAt(after))) {
      after++;
    }
    for (String closer : closers) {
      if (cursor.standsAt(closer, after, after + closer.length())) {
        return Optional.of(
            new Label(cursor.between(quote + 1, close), shape, after + closer.length()));
      }
    }
    return Optional.empty();
  }

  /** Brackets of the same kind inside the label must be in pairs. */
  private Optional<Label> bare(Cursor cursor, int from, int limit) {
    char inner = opener.charAt(opener.length() - 1);
    char pair = inner == '[' ? ']' : inner == '(' ? ')' : inner == '{' ? '}' : 0;
    int depth = 0;
    for (int i = from; i < limit; i++) {
      if (depth == 0) {
        for (String closer : closers) {
          if (cursor.standsAt(closer, i, limit) && !longer(cursor, i, closer, limit)) {
            return Optional.of(new Label(cursor.between(from, i), shape, i + closer.length()));
          }
        }
      }
      char c = cursor.charAt(i);
      if (pair != 0 && c == inner) {
        depth++;
      } else if (pair != 0 && c == pair && depth > 0) {
        depth--;
      }
    }
    return Optional.empty();
  }

  /** In {@code ((a (b)))} the closing pair is the last two of three. */
  private static boolean longer(Cursor cursor, int at, String closer, int limit) {
    return closer.length() > 1 && cursor.standsAt(closer, at + 1, limit);
  }

  /** A bare label may go on over line ends, not over a blank line. */
  private static int paragraphEnd(Cursor cursor, int from) {
    int blank = cursor.indexOf("\n\n", from, cursor.end());
    return blank < 0 ? cursor.end() : blank;
  }
}
