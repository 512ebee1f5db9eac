package io.pilothouse.blueprints.patching;

import io.pilothouse.blueprints.patching.Reading.Outcome;
import io.pilothouse.blueprints.text.Note.Kind;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tries edits one after the other: each is read again, and the one stands that makes the document
 * say what is wished and changes the least else.
 */
final class Trials {
  /** Readings of one search. A document of the usual size takes some milliseconds for each. */
  private static final int MOST = 240;

  /** Readings after the first success, which look for an edit that changes less. */
  private static final int MOST_AFTER_SUCCESS = 12;

  /** Other values that an edit may change, such as the words on an arrow that state a value. */
  private static final int MOST_CHANGES = 8;

  private final Reading reading;

  Trials(Reading reading) {
    this.reading = reading;
  }

  /** An edit with what it makes the document say. */
  record Tried(EditedText text, Outcome outcome, int changes) {}

  /**
   * The best of several edits; empty where none does.
   *
   * @param wanted whether the document then says what is wished
   * @param leave paths of values that may go, come or change as they like
   */
  Optional<Tried> best(
      Outcome before,
      Stream<EditedText> edits,
      Predicate<Outcome> wanted,
      Predicate<String> leave) {
    Optional<Tried> best = Optional.empty();
    int left = MOST;
    Iterator<EditedText> each = edits.iterator();
    while (left-- > 0 && each.hasNext()) {
      EditedText edit = each.next();
      Optional<Tried> tried =
          reading
              .read(edit.text())
              .filter(wanted)
              .filter(o -> noWorse(before, o))
              .map(o -> new Tried(edit, o, changes(before, o, leave)))
              .filter(t -> t.changes() <= MOST_CHANGES);
      if (tried.isPresent()) {
        if (tried.get().changes() <= 1) {
          return tried;
        }
        if (best.isEmpty()) {
          left = Math.min(left, MOST_AFTER_SUCCESS);
        }
        if (best.isEmpty() || tried.get().changes() < best.get().changes()) {
          best = tried;
        }
      }
    }
    return best;
  }

  private static boolean noWorse(Outcome before, Outcome after) {
    return after.count(Kind.ERROR) <= before.count(Kind.ERROR)
        && after.count(Kind.NOT_UNDERSTOOD) <= before.count(Kind.NOT_UNDERSTOOD);
  }

  private static int changes(Outcome before, Outcome after, Predicate<String> leave) {
    Set<String> paths = new TreeSet<>(before.leaves().keySet());
    paths.addAll(after.leaves().keySet());
    paths.removeIf(p ->
        p.startsWith(".statements.")
            || leave.test(p)
            || Objects.equals(before.leaves().get(p), after.leaves().get(p)));
    return paths.size();
  }
}
