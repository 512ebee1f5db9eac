package io.pilothouse.localtwin.fault;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a fault is told, as text that has been checked against its parameters.
 *
 * @param values by the parameter's name
 */
public record FaultArguments(Map<String, String> values) {
  public FaultArguments {
    values = Map.copyOf(values);
  }

  /** A required argument. @throws IllegalArgumentException if it is not there */
  public String text(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is missing"));
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A whole number. @throws IllegalArgumentException if it is none */
  public int count(String name, int otherwise) {
    return find(name).map(text -> parse(name, text, Integer::parseInt)).orElse(otherwise);
  }

  /** A decimal number. @throws IllegalArgumentException if it is none */
  public double factor(String name, double otherwise) {
    return find(name).map(text -> parse(name, text, Double::parseDouble)).orElse(otherwise);
  }

  /** A duration such as 500ms, 30s or 5m. @throws IllegalArgumentException if it is none */
  public Duration duration(String name, Duration otherwise) {
    return find(name).map(text -> parse(name, text, Durations::parse)).orElse(otherwise);
  }

  private static <T> T parse(
      String name, String text, java.util.function.Function<String, T> form) {
    try {
      return form.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + name + ": " + text + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
