package io.pilothouse.sharedmodel.estate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * An amount as Kubernetes writes it, such as {@code 500m}, {@code 0.5}, {@code 512Mi}. Two may be
 * written differently and mean the same: compare {@link #amount}, show {@link #text}.
 */
public record Quantity(@JsonValue String text) {
  private static final Map<String, BigDecimal> SUFFIXES =
      Map.ofEntries(
          Map.entry("", BigDecimal.ONE),
          Map.entry("n", new BigDecimal("1e-9")),
          Map.entry("u", new BigDecimal("1e-6")),
          Map.entry("m", new BigDecimal("1e-3")),
          Map.entry("k", new BigDecimal("1e3")),
          Map.entry("M", new BigDecimal("1e6")),
          Map.entry("G", new BigDecimal("1e9")),
          Map.entry("T", new BigDecimal("1e12")),
          Map.entry("P", new BigDecimal("1e15")),
          Map.entry("E", new BigDecimal("1e18")),
          Map.entry("Ki", BigDecimal.TWO.pow(10)),
          Map.entry("Mi", BigDecimal.TWO.pow(20)),
          Map.entry("Gi", BigDecimal.TWO.pow(30)),
          Map.entry("Ti", BigDecimal.TWO.pow(40)),
          Map.entry("Pi", BigDecimal.TWO.pow(50)),
          Map.entry("Ei", BigDecimal.TWO.pow(60)));

  @JsonCreator
  public static Quantity of(String text) {
    return new Quantity(text);
  }

  /** In cores, bytes or pieces, by what it is a quantity of; absent if it is none. */
  public Optional<BigDecimal> amount() {
    int end = text.length();
    while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    BigDecimal unit = SUFFIXES.get(text.substring(end));
    if (unit == null || end > 40) {
      return exponential();
    }
    try {
      return Optional.of(new BigDecimal(text.substring(0, end)).multiply(unit));
    } catch (NumberFormatException e) {
      return exponential();
    }
  }

  /** Kubernetes takes {@code 129e6} as well. */
  private Optional<BigDecimal> exponential() {
    return text.matches("[+-]?[0-9]{1,20}(\\.[0-9]{1,20})?[eE][+-]?[0-9]{1,2}")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  /** Whether both mean the same amount, however they are written. */
  public boolean sameAs(Quantity other) {
    return text.equals(other.text)
        || amount()
            .flatMap(mine -> other.amount().map(theirs -> mine.compareTo(theirs) == 0))
            .orElse(false);
  }

  @Override
  public String toString() {
    return text;
  }
}
