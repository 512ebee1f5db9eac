package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.estate.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A value of either side: how the blueprint's format writes it, and what it means, so that {@code
 * 500m} is {@code 0.5} and {@code Korea South} is {@code koreasouth}.
 */
record Value(String text, Object meaning) {
  static Value of(long number) {
    return new Value(Long.toString(number), BigDecimal.valueOf(number));
  }

  static Value of(double number) {
    BigDecimal exact = BigDecimal.valueOf(number).stripTrailingZeros();
    return new Value(exact.toPlainString(), exact.scale() <= 0 ? exact.setScale(0) : exact);
  }

  static Value of(boolean truth) {
    return new Value(Boolean.toString(truth), truth);
  }

  /** A word whose case and spaces say nothing. */
  static Value word(String word) {
    return new Value(word, word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", ""));
  }

  /** A region by its display name or its programmatic one. */
  static Value region(String region) {
    String plain = region.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    return new Value(plain, plain);
  }

  /** A Kubernetes quantity. */
  static Value quantity(String text) {
    return new Value(
        text, Quantity.of(text).amount().<Object>map(a -> a.stripTrailingZeros()).orElse(text));
  }

  /** In ISO 8601, whole days as days. */
  static Value of(Duration time) {
    boolean days = !time.isZero() && time.toSeconds() % 86_400 == 0;
    return new Value(days ? "P" + time.toDays() + "D" : time.toString(), time);
  }

  /** A version to as many places as the other side writes: {@code 1.29.7} is {@code 1.29}. */
  static Value version(String version, String asPreciseAs) {
    List<String> places = List.of(version.replaceFirst("^v", "").split("\\.", -1));
    int kept = Math.min(places.size(), asPreciseAs.split("\\.", -1).length);
    String text = String.join(".", places.subList(0, kept));
    return new Value(text, text);
  }

  /** Several, whose order says nothing. */
  static Value set(Collection<String> items) {
    var sorted = new TreeSet<>(items);
    return new Value(String.join(", ", sorted), sorted);
  }

  boolean same(Value other) {
    return meaning.equals(other.meaning);
  }
}
