package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import java.util.Locale;

/** How platforms' names of metrics become the keys of facts. */
final class MetricNames {
  private MetricNames() {}

  /** {@code cpu} becomes {@code cpuUtilization}, {@code requests_per_second} camel case. */
  static String factKey(HorizontalPodAutoscaler.Metric metric) {
    String name = camelCase(metric.name());
    return metric.utilization() ? name + "Utilization" : name;
  }

  static String camelCase(String name) {
    var text = new StringBuilder();
    for (String word : name.split("[^A-Za-z0-9]+")) {
      if (word.isEmpty()) {
        continue;
      }
      if (text.isEmpty()) {
        text.append(Character.toLowerCase(word.charAt(0)));
      } else {
        text.append(word.substring(0, 1).toUpperCase(Locale.ROOT));
      }
      text.append(word.substring(1));
    }
    return text.toString();
  }
}
