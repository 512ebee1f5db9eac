package io.pilothouse.localtwin.load;

import java.util.Map;
import java.util.regex.Pattern;

/** Reads Kubernetes quantities as numbers. */
final class Amounts {

  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(m|k|Ki|M|Mi|G|Gi)?");
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
          "Ki",
          1024.0,
          "Mi",
          1024.0 * 1024,
          "Gi",
          1024.0 * 1024 * 1024);

  private Amounts() {}

  /** Cores of a form such as {@code 200m}. */
  static double cores(String quantity) {
    return number(quantity);
  }

  /** Bytes of a form such as {@code 512Mi}. */
  static long bytes(String quantity) {
    return (long) number(quantity);
  }

  private static double number(String quantity) {
    var match = FORM.matcher(quantity.strip());
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "expected a quantity such as 200m or 512Mi, found \"" + quantity + "\"");
    }
    var suffix = match.group(2);
    double factor = suffix == null ? 1 : FACTORS.getOrDefault(suffix, 1.0);
    return Double.parseDouble(match.group(1)) * factor;
  }
}
