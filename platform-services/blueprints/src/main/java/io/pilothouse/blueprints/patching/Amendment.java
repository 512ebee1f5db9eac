package io.pilothouse.blueprints.patching;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.importing.Dialect;
import io.pilothouse.blueprints.patching.Reading.Outcome;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.conformance.Difference.Kind;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;

/** Finds the edit of one document that a difference asks for, or says why there is none. */
final class Amendment {
  /** What came of it. */
  sealed interface Made {
    record Edited(EditedText text) implements Made {}

    record Refused(Sentence why) implements Made {}
  }

  private final Dialect dialect;
  private final Dictionary dictionary;
  private final Outcome before;
  private final Trials trials;
  private final Reading reading;

  Amendment(Reading reading, Dialect dialect, Dictionary dictionary, Outcome before) {
    this.reading = reading;
    this.dialect = dialect;
    this.dictionary = dictionary;
    this.before = before;
    this.trials = new Trials(reading);
  }

  Made make(EditedText text, Wish wish, Difference difference) {
    boolean known = FieldValue.owner(before.tree(), wish.component()).isPresent();
    if (wish.field().isEmpty() && difference.kind() == Kind.UNDECLARED) {
      return known
          ? refused("patch.already", wish.component())
          : made(new Addition(trials, reading, dialect, before).make(text, difference), wish);
    }
    if (!known) {
      return refused("patch.unknown", wish.component());
    }
    if (wish.field().equals("queues") && wish.declared().isEmpty()) {
      return made(new Addition(trials, reading, dialect, before).make(text, difference), wish);
    }
    if (wish.field().isEmpty()) {
      return made(removed(text, wish.component()), wish);
    }
    return wish.live().isPresent() ? stated(text, wish) : withdrawn(text, wish);
  }

  /** Another value, or a first one. */
  private Made stated(EditedText text, Wish wish) {
    Optional<String> says = before.value(wish.component(), wish.field());
    boolean assumed = before.assumed(wish.component(), wish.field());
    if (wish.granted(before) && !assumed) {
      return refused("patch.already", what(wish));
    }
    if (says.isEmpty()
        || assumed
        || before.isList(wish.component(), wish.field()) && wish.declared().isEmpty()) {
      return made(
          dialect == Dialect.BLUEPRINT
              ? granted(BlueprintLines.stated(text, wish), wish)
              : new Supplement(trials, dialect, dictionary, before).make(text, wish),
          wish);
    }
    Optional<Made> otherwise = otherwise(wish, says.get());
    if (otherwise.isPresent()) {
      return otherwise.get();
    }
    if (dialect == Dialect.BLUEPRINT) {
      return made(granted(BlueprintLines.stated(text, wish), wish), wish);
    }
    var wording = new Wording(dictionary);
    String live = wish.live().orElseThrow();
    return made(
        new Restatement(trials)
            .make(
                text,
                before,
                wish,
                (line, from) -> Restatement.nearest(wording.of(line, says.get(), live), from)),
        wish);
  }

  private Made withdrawn(EditedText text, Wish wish) {
    Optional<String> says = before.value(wish.component(), wish.field());
    if (says.isEmpty() || before.assumed(wish.component(), wish.field())) {
      return refused("patch.already", what(wish));
    }
    Optional<Made> otherwise =
        FieldValue.structured(before.tree(), wish.component(), wish.field())
                || before.isList(wish.component(), wish.field())
            ? Optional.empty()
            : otherwise(wish, says.get());
    if (otherwise.isPresent()) {
      return otherwise.get();
    }
    return made(
        dialect == Dialect.BLUEPRINT
            ? granted(BlueprintLines.withdrawn(text, wish), wish)
            : new Withdrawal(trials, dialect, before).make(text, wish),
        wish);
  }

  private Optional<EditedText> removed(EditedText text, String component) {
    var removal = new Removal(trials, reading, dialect, before);
    return dialect == Dialect.BLUEPRINT
        ? BlueprintLines.removed(text, component).filter(t -> removal.clean(t, component))
        : removal.make(text, component);
  }

  /** The document is not as it was when the difference was found. */
  private static Optional<Made> otherwise(Wish wish, String says) {
    return wish.declared()
        .filter(d -> !FieldValue.same(d, says))
        .map(d -> refused("patch.otherwise", what(wish), says, d));
  }

  private Optional<EditedText> granted(Optional<EditedText> edit, Wish wish) {
    return edit.flatMap(e ->
        trials
            .best(
                before,
                List.of(e).stream(),
                wish::granted,
                p -> p.contains("[" + wish.component() + "]." + wish.field()))
            .map(Trials.Tried::text));
  }

  private static Made made(Optional<EditedText> edit, Wish wish) {
    return edit.<Made>map(Made.Edited::new).orElseGet(() -> refused("patch.no-place", what(wish)));
  }

  private static String what(Wish wish) {
    return wish.field().isEmpty() ? wish.component() : wish.component() + "." + wish.field();
  }

  private static Made refused(String key, Object... arguments) {
    return new Made.Refused(Sentence.of(key, arguments));
  }
}
