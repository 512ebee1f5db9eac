package io.pilothouse.apigateway.edge;

/**
 * A stranger's text as it may stand in a line of a log: one line, bounded, nothing to escape it.
 */
final class LogText {

  private static final int LONGEST = 256;

  private LogText() {}

  /** Letters, digits and what stands in addresses stay; all else is shown by its code. */
  static String of(String text) {
    var safe = new StringBuilder();
    int end = Math.min(text.length(), LONGEST);
    for (int at = 0; at < end; at++) {
      char c = text.charAt(at);
      if (c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=') {
        safe.append(c);
      } else {
        safe.append("\\u").append(String.format("%04x", (int) c));
      }
    }
    return end < text.length() ? safe.append("...").toString() : safe.toString();
  }
}
