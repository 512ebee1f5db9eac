package io.pilothouse.operations.actions;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Times as a sentence says them. */
final class Durations {
  private Durations() {}

  /** {@code 850 ms}, {@code 12.4 s}, {@code 5 min}, {@code 2 h}. */
  static String words(long millis) {
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 120_000) {
      return decimal(millis / 1_000.0) + " s";
    }
    return millis < 7_200_000
        ? decimal(millis / 60_000.0) + " min"
        : decimal(millis / 3_600_000.0) + " h";
  }

  static String decimal(double value) {
    return BigDecimal.valueOf(value)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** {@code 512 bytes}, {@code 1.5 MiB}. */
  static String bytes(double bytes) {
    if (bytes < 1024) {
      return Math.round(bytes) + " bytes";
    }
    return bytes < 1024 * 1024
        ? decimal(bytes / 1024) + " KiB"
        : decimal(bytes / (1024 * 1024)) + " MiB";
  }
}
