package io.pilothouse.desktopapp.topology;

/** Estimates how wide a text is drawn, without a toolkit. */
final class TextWidth {
  private TextWidth() {}

  /** In pixels, a little on the safe side. @param size of the font in pixels */
  static double of(String text, double size) {
    return text.codePoints().mapToDouble(c -> share(c) * size).sum();
  }

  private static double share(int codePoint) {
    if (codePoint >= 0x1100 && Character.isIdeographic(codePoint)
        || Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HANGUL) {
      return 0.9;
    }
    if (Character.isUpperCase(codePoint)) {
      return 0.68;
    }
    return codePoint == ' ' || codePoint == '.' || codePoint == 'i' || codePoint == 'l'
        ? 0.3
        : 0.57;
  }
}
