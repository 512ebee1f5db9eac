package io.pilothouse.blueprints.text;

import io.pilothouse.blueprints.text.Note.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects notes. Lines that follow each other and are skipped or not understood for one reason
 * become one note, and one kind has at most {@link #MOST_OF_A_KIND} of them: a broken file of many
 * lines gives a readable report, which says how much it leaves out.
 */
public final class Notes {
  static final int MOST_OF_A_KIND = 2_000;
  private static final int LONGEST_QUOTE = 80;

  private final List<Note> notes = new ArrayList<>();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  public void add(Kind kind, Place place, String message) {
    add(new Note(kind, place, message));
  }

  public void add(Note note) {
    if (note.kind() == Kind.SKIPPED && !notes.isEmpty()) {
      Note last = notes.getLast();
      if (last.kind() == Kind.SKIPPED
          && last.message().equals(note.message())
          && last.place().document().equals(note.place().document())
          && note.place().line() - last.lastLine() <= 2) {
        notes.set(
            notes.size() - 1,
            new Note(
                last.kind(),
                last.place(),
                Math.max(last.lastLine(), note.lastLine()),
                last.message()));
        return;
      }
    }
    int count = counts.merge(note.kind(), 1, Integer::sum);
    if (count <= MOST_OF_A_KIND) {
      notes.add(note);
    } else if (count == MOST_OF_A_KIND + 1) {
      notes.add(new Note(note.kind(), note.place(), "and more from here on, which are not listed"));
    }
  }

  /** A whole line that is left out; lines that follow each other for one reason become one note. */
  public void line(Kind kind, Span line, String reason) {
    Place place = line.strip().place();
    if (!notes.isEmpty()) {
      Note last = notes.getLast();
      boolean joins =
          last.kind() == kind
              && last.message().startsWith(reason)
              && last.place().document().equals(place.document())
              && place.line() - last.lastLine() <= 2
              && kind == Kind.SKIPPED;
      if (joins) {
        notes.set(notes.size() - 1, new Note(kind, last.place(), place.line(), last.message()));
        return;
      }
    }
    add(new Note(kind, place, reason + ": " + quote(line.strip().text())));
  }

  public List<Note> all() {
    return List.copyOf(notes);
  }

  /** A text as a note shows it: one line, cut where it is long. */
  public static String quote(String text) {
    String one = Secrets.hidden(text).strip().replaceAll("\\s+", " ");
    if (one.length() <= LONGEST_QUOTE) {
      return "\"" + one + "\"";
    }
    int cut = one.offsetByCodePoints(0, one.codePointCount(0, LONGEST_QUOTE));
    return "\"" + one.substring(0, cut) + "…\"";
  }
}
