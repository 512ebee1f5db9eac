package io.pilothouse.serviceruntime.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the shared tier holds of a key: a value as text, or that there is none, and until when that
 * is fresh. As text {@code +TIME|VALUE} or {@code -TIME|}, where TIME is in milliseconds since 1970
 * in base 36; what Redis holds besides is not ours.
 *
 * @param text the encoded value; empty when the source was asked and has none
 * @param freshUntil when it is due to be loaded anew
 */
record SharedValue(Optional<String> text, Instant freshUntil) {

  private static final int RADIX = 36;

  /**
   * Reads the form in which it is stored.
   *
   * @throws IllegalArgumentException when that is not ours
   */
  static SharedValue parse(String stored) {
    int bar = stored.indexOf('|');
    char sign = stored.isEmpty() ? ' ' : stored.charAt(0);
    if (bar < 2 || bar > 14 || (sign != '+' && sign != '-')) {
      throw new IllegalArgumentException("not written by this cache");
    }
    var freshUntil = Instant.ofEpochMilli(Long.parseLong(stored, 1, bar, RADIX));
    return new SharedValue(
        sign == '+' ? Optional.of(stored.substring(bar + 1)) : Optional.empty(), freshUntil);
  }

  String stored() {
    return (text.isPresent() ? '+' : '-')
        + Long.toString(freshUntil.toEpochMilli(), RADIX)
        + '|'
        + text.orElse("");
  }

  /** How long it is fresh still; zero when it is stale. */
  Duration freshFor(Instant now) {
    var left = Duration.between(now, freshUntil);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
