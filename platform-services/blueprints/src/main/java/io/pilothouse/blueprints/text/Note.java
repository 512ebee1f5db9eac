package io.pilothouse.blueprints.text;

import java.util.Comparator;

/**
 * One thing that an import has to say about a document.
 *
 * @param lastLine last line it is about; the same as the place's line for one line
 */
public record Note(Kind kind, Place place, int lastLine, String message)
    implements Comparable<Note> {
  private static final Comparator<Note> IN_READING_ORDER =
      Comparator.comparing((Note n) -> n.place().document())
          .thenComparingInt(n -> n.place().line())
          .thenComparingInt(n -> n.place().column())
          .thenComparing(Note::kind)
          .thenComparing(Note::message);

  /** What sort of thing it is, gravest first. */
  public enum Kind {
    /** Something is broken; what follows from it is missing. */
    ERROR,
    /** Two places say different things; the first one stands. */
    CONTRADICTION,
    /** More than one reading is possible; a person should say which. */
    QUESTION,
    /** Text whose meaning the dictionary does not hold. */
    NOT_UNDERSTOOD,
    /** The documents are silent, and a default stands. */
    ASSUMED,
    /** Left out on purpose: styling, and what a browser pasted around the document. */
    SKIPPED,
    /** How something was read, where that is not plain. */
    READING
  }

  /** About one line. */
  public Note(Kind kind, Place place, String message) {
    this(kind, place, place.line(), message);
  }

  @Override
  public int compareTo(Note other) {
    return IN_READING_ORDER.compare(this, other);
  }

  /** One line for a terminal. */
  @Override
  public String toString() {
    return place
        + (lastLine > place.line() ? "–" + lastLine : "")
        + ": "
        + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
        + ": "
        + message;
  }
}
