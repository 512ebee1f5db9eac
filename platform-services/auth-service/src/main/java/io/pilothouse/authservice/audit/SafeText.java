package io.pilothouse.authservice.audit;

/** Text of others, made fit for a log line or an audit row: one line, no control characters. */
public final class SafeText {
  private SafeText() {}

  /** Every control, format and line-separating character as {@code ?}, cut to a length. */
  public static String of(String text, int length) {
    StringBuilder safe = new StringBuilder(Math.min(text.length(), length));
    text.codePoints().limit(length).map(SafeText::visible).forEach(safe::appendCodePoint);
    return safe.length() <= length ? safe.toString() : safe.substring(0, length);
  }

  private static int visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          '?';
      default -> codePoint;
    };
  }
}
