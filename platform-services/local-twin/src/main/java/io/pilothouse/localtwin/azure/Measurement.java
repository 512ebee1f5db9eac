package io.pilothouse.localtwin.azure;

import java.util.Map;

/**
 * One value of one metric of one resource, measured now.
 *
 * @param type such as {@code Microsoft.Network/applicationGateways}
 * @param resource its name
 * @param metric Monitor's name of it, or a custom metric's own
 * @param dimensions by name; empty for most metrics
 */
public record Measurement(
    String type, String resource, String metric, Map<String, String> dimensions, double value) {
  public Measurement {
    dimensions = Map.copyOf(dimensions);
  }

  public static Measurement of(String type, String resource, String metric, double value) {
    return new Measurement(type, resource, metric, Map.of(), value);
  }
}
