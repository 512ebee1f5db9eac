package io.pilothouse.operations.alerting;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes quantities as numbers: cores, or bytes. */
final class Quantity {
  private static final Pattern FORM = Pattern.compile("([0-9.]+)(m|k|M|G|T|Ki|Mi|Gi|Ti)?");
  private static final Map<String, Double> FACTORS =
      Map.of(
          "m",
          1e-3,
          "k",
          1e3,
          "M",
          1e6,
          "G",
          1e9,
          "T",
          1e12,
          "Ki",
          1024.0,
          "Mi",
          1048576.0,
          "Gi",
          1073741824.0,
          "Ti",
          1099511627776.0);

  private Quantity() {}

  /** The number; absent if the text is none. */
  static Optional<Double> parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      String suffix = m.group(2);
      double factor = suffix == null ? 1 : FACTORS.getOrDefault(suffix, 1.0);
      return Optional.of(Double.parseDouble(m.group(1)) * factor);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
