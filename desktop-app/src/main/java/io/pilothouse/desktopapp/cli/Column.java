package io.pilothouse.desktopapp.cli;

import java.lang.Character.UnicodeScript;

/**
 * Text in a column of a terminal, where a letter of Korean or Chinese is as wide as two of ours.
 */
final class Column {
  private Column() {}

  /** With blanks behind it up to a width; longer text stays as it is. */
  static String of(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  private static int width(String text) {
    return text.codePoints().map(c -> wide(c) ? 2 : 1).sum();
  }

  private static boolean wide(int letter) {
    return switch (UnicodeScript.of(letter)) {
      case HANGUL, HAN, HIRAGANA, KATAKANA -> true;
      default -> false;
    };
  }
}
