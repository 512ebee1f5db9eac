package io.pilothouse.blueprints.drawing;

import java.time.Duration;

/** Writes spans of time short, in the largest unit that they are whole in. */
final class Lengths {
  private Lengths() {}

  static String of(Duration span) {
    if (span.toMillis() % 1_000 != 0) {
      return span.toMillis() + "ms";
    }
    long seconds = span.toSeconds();
    if (seconds % 3_600 == 0 && seconds > 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
