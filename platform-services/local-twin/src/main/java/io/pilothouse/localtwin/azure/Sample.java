package io.pilothouse.localtwin.azure;

import java.util.Map;

/** One sampled value of one metric. @param dimensions by name; empty for most metrics */
record Sample(String metric, Map<String, String> dimensions, double value) {
  static Sample of(String metric, double value) {
    return new Sample(metric, Map.of(), value);
  }
}
