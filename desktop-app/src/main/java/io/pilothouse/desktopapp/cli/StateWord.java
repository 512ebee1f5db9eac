package io.pilothouse.desktopapp.cli;

import io.pilothouse.sharedmodel.sentence.Sentence;

/** The word for a state in the language of whoever reads it; what a script reads is English. */
final class StateWord {
  private StateWord() {}

  /** Of a health, an alert, a source, a guard or an outcome. */
  static Sentence of(Enum<?> state) {
    return Sentence.of("command.word." + StatusDocument.word(state).replace('_', '-'));
  }
}
