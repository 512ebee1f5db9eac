package io.pilothouse.sharedmodel.blueprint;

import java.util.List;
import java.util.Optional;

/**
 * The monthly cost table. @param statedTotal the total as the document states it, which may differ
 * from the sum of its lines; @param currency ISO 4217
 */
public record Cost(
    String currency, List<Line> lines, Optional<Double> statedTotal, Optional<Source> source) {
  public Cost {
    lines = Lists.orEmpty(lines);
  }

  /** One line of the table. */
  public record Line(
      String component,
      Optional<String> specification,
      double amount,
      Optional<String> optimization,
      Optional<Source> source) {}
}
