package io.pilothouse.desktopapp.widget;

import io.pilothouse.desktopapp.text.Formats;
import io.pilothouse.desktopapp.text.Texts;
import io.pilothouse.desktopapp.theme.Palette;
import io.pilothouse.sharedmodel.sentence.Sentence;

/**
 * How views write and draw. Views are built anew when language or appearance change, so within one
 * view it never changes.
 */
public record Look(Texts texts, Formats formats, Palette palette) {
  /** The text of a key. */
  public String text(String key, Object... arguments) {
    return texts.get(key, arguments);
  }

  /** A sentence of the engine; its moments by the same clock as all others of the view. */
  public String say(Sentence sentence) {
    return texts.say(sentence, formats.zone());
  }
}
