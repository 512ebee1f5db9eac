package io.pilothouse.operations.actions;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Times as a sentence says them. */
final class Durations {
  private Durations() {}

  /** {@code 850 ms}, {@code 12.4 s}, {@code 5 min}, {@code 2 h}. */
  static Sentence words(long millis) {
    if (millis < 1_000) {
      return Sentence.of("unit.ms", millis);
    }
    if (millis < 120_000) {
      return Sentence.of("unit.s", decimal(millis / 1_000.0));
    }
    return millis < 7_200_000
        ? Sentence.of("unit.min", decimal(millis / 60_000.0))
        : Sentence.of("unit.h", decimal(millis / 3_600_000.0));
  }

  static String decimal(double value) {
    return BigDecimal.valueOf(value)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** {@code 512 bytes}, {@code 1.5 MiB}. */
  static Sentence bytes(double bytes) {
    if (bytes < 1024) {
      return Sentence.of("operations.bytes", Math.round(bytes));
    }
    return bytes < 1024 * 1024
        ? Sentence.verbatim(decimal(bytes / 1024) + " KiB")
        : Sentence.verbatim(decimal(bytes / (1024 * 1024)) + " MiB");
  }
}
