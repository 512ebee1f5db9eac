package io.pilothouse.blueprints.patching;

import io.pilothouse.blueprints.patching.Reading.Outcome;
import io.pilothouse.blueprints.patching.Trials.Tried;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a document state another value where it states one: at every place that states it, since a
 * document that says it twice would contradict itself after the first.
 */
final class Restatement {
  private static final int MOST_PLACES = 12;

  private final Trials trials;

  Restatement(Trials trials) {
    this.trials = trials;
  }

  /**
   * The edited document; empty where no place of it states the value in a way that can be edited.
   *
   * @param rewrite every way to write one line anew
   */
  Optional<EditedText> make(
      EditedText text,
      Outcome before,
      Wish wish,
      BiFunction<String, Integer, List<String>> rewrite) {
    Optional<Tried> first =
        trials.best(
            before,
            edits(text, before.places(wish.component(), wish.field()), rewrite),
            wish::granted,
            p -> false);
    EditedText now = first.map(Tried::text).orElse(text);
    Optional<Outcome> outcome = first.map(Tried::outcome);
    for (int i = 0; i < MOST_PLACES && outcome.isPresent(); i++) {
      List<Source> others = contradictions(outcome.get(), before);
      if (others.isEmpty()) {
        return Optional.of(now);
      }
      long count = outcome.get().count(Kind.CONTRADICTION);
      Optional<Tried> next =
          trials.best(
              outcome.get(),
              edits(now, others, rewrite),
              o -> wish.granted(o) && o.count(Kind.CONTRADICTION) < count,
              p -> false);
      now = next.map(Tried::text).orElse(now);
      outcome = next.map(Tried::outcome);
    }
    return Optional.empty();
  }

  /** Places where the document contradicts itself and did not before. */
  private static List<Source> contradictions(Outcome now, Outcome before) {
    if (now.count(Kind.CONTRADICTION) <= before.count(Kind.CONTRADICTION)) {
      return List.of();
    }
    var old = before.notes().stream().map(Note::place).toList();
    return now.notes().stream()
        .filter(n -> n.kind() == Kind.CONTRADICTION && !old.contains(n.place()))
        .map(n -> n.place().source(Optional.empty()))
        .toList();
  }

  /** Edits of single lines: those that places name, then those after them, then all others. */
  static Stream<EditedText> edits(
      EditedText text, List<Source> places, BiFunction<String, Integer, List<String>> rewrite) {
    var order = new LinkedHashSet<Integer>();
    places.forEach(p -> order.add(p.line() - 1));
    places.forEach(p -> IntStream.range(p.line(), p.line() + 40).forEach(order::add));
    IntStream.range(0, text.size()).forEach(order::add);
    return order.stream()
        .filter(i -> i >= 0 && i < text.size())
        .flatMap(i -> {
          String line = text.line(i);
          int from =
              places.stream()
                  .filter(p -> p.line() - 1 == i && p.column() > 0)
                  .findFirst()
                  .map(p -> offset(line, p.column()))
                  .orElse(0);
          return rewrite.apply(line, from).stream().map(l -> text.with(i, l));
        });
  }

  static int offset(String line, int column) {
    int most = line.codePointCount(0, line.length());
    return line.offsetByCodePoints(0, Math.min(most, Math.max(0, column - 1)));
  }

  /** Rewritings in the order of their distance behind a place, those before it last. */
  static List<String> nearest(List<Wording.Reworded> all, int from) {
    var sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingInt(r -> r.at() >= from ? r.at() - from : Integer.MAX_VALUE - r.at()));
    return sorted.stream().map(Wording.Reworded::line).toList();
  }
}
