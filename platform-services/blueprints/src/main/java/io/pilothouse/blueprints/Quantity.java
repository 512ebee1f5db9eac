package io.pilothouse.blueprints;

import java.math.BigDecimal;
import java.util.Map;

/** A Kubernetes quantity such as {@code 500m} or {@code 2Gi}, as a number of its base unit. */
public final class Quantity {
  private static final Map<String, BigDecimal> FACTORS =
      Map.ofEntries(
          Map.entry("", BigDecimal.ONE),
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("P", BigDecimal.TEN.pow(15)),
          Map.entry("Ki", BigDecimal.TWO.pow(10)),
          Map.entry("Mi", BigDecimal.TWO.pow(20)),
          Map.entry("Gi", BigDecimal.TWO.pow(30)),
          Map.entry("Ti", BigDecimal.TWO.pow(40)),
          Map.entry("Pi", BigDecimal.TWO.pow(50)));

  private Quantity() {}

  /** Reads a quantity; the text must be of that form, as the schema has checked. */
  public static BigDecimal parse(String text) {
    int end = text.length();
    while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    BigDecimal factor = FACTORS.getOrDefault(text.substring(end), BigDecimal.ONE);
    return new BigDecimal(text.substring(0, end)).multiply(factor);
  }
}
