package io.pilothouse.desktopapp.cli;

import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import io.pilothouse.sharedmodel.stream.Fact;
import java.util.List;
import java.util.Locale;

/** What a script reads is English in every locale: it may look for words in it. */
final class English {
  private static final Sentences SENTENCES = Sentences.in(Locale.ENGLISH);

  private English() {}

  static String of(Sentence sentence) {
    return SENTENCES.say(sentence);
  }

  static List<String> each(List<Sentence> sentences) {
    return sentences.stream().map(English::of).toList();
  }

  /** A fact whose value is text, a number or a truth value. */
  static Fact of(Fact fact) {
    return fact.value() instanceof Sentence sentence
        ? new Fact(of(sentence), fact.unit(), fact.source(), fact.observedAt(), fact.stale())
        : fact;
  }
}
