package io.pilothouse.localtwin.kubernetes.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** A resource quantity such as {@code 250m}, {@code 1Gi} or {@code 1.5}. */
public record Quantity(BigDecimal value) {
  private static final Map<String, BigDecimal> SUFFIXES =
      Map.ofEntries(
          Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
          Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
          Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
          Map.entry("", BigDecimal.ONE),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("P", BigDecimal.TEN.pow(15)),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)));

  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

  /**
   * Parses a quantity.
   *
   * @throws IllegalArgumentException with the words of the API server when it is none
   */
  public static Quantity parse(String text) {
    int end = text.length();
    while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    BigDecimal factor = SUFFIXES.get(text.substring(end));
    if (factor == null || end == 0) {
      return exponent(text);
    }
    try {
      return new Quantity(new BigDecimal(text.substring(0, end)).multiply(factor));
    } catch (NumberFormatException notANumber) {
      throw malformed();
    }
  }

  private static Quantity exponent(String text) {
    try {
      return new Quantity(new BigDecimal(text));
    } catch (NumberFormatException notANumber) {
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "quantities must match the regular expression"
            + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }

  /** The quantity in the field, zero when absent. */
  public static Quantity of(JsonNode field) {
    return field.isValueNode() && !field.isNull() ? parse(field.asText()) : ZERO;
  }

  /** Thousandths, rounded up as Kubernetes does. */
  public long millis() {
    return value.movePointRight(3).setScale(0, RoundingMode.CEILING).longValue();
  }

  /** Whole units, rounded up. */
  public long units() {
    return value.setScale(0, RoundingMode.CEILING).longValue();
  }

  public Quantity plus(Quantity other) {
    return new Quantity(value.add(other.value));
  }

  /** Thousandths in their canonical form: {@code 250m}, {@code 2}, {@code 100k}. */
  public static String ofMillis(long millis) {
    if (millis % 1000 != 0) {
      return millis + "m";
    }
    long units = millis / 1000;
    return units != 0 && units % 1000 == 0 ? units / 1000 + "k" : Long.toString(units);
  }

  /** Bytes in Ki, as the kubelet and metrics-server write them. */
  public static String ofKibibytes(long bytes) {
    return bytes / 1024 + "Ki";
  }
}
