package io.pilothouse.localtwin.served;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a service tells Prometheus as the figures of one pod, as a metrics adapter of a
 * cluster does: {@code circuit_breaker_open{target="claude-api"} 1} is the pod's {@code
 * circuit_breaker_open_claude-api}. Of the labels, those that say whose a figure is are left out.
 * Only the names that the documents scale and alert on are taken. Pure.
 */
public final class PrometheusText {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?\\s+(\\S+)(?:\\s+\\d+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** A label's value that stands for all together. */
  private static final String ALL = "all";

  /** In the order in which they stand in a pod's names. */
  private static final List<String> DISTINGUISHING = List.of("kind", "pattern", "target", "queue");

  private static final Set<String> NAMES =
      Set.of(
          "requests_per_second",
          "active_connections",
          "queue_length",
          "failed_requests",
          "avg_response_time",
          "cache_hit_ratio",
          "cache_hit_ratio_local",
          "cache_hit_ratio_shared",
          "database_connection_pool",
          "database_connections_waiting",
          "replica_read_ratio",
          "message_queue_depth",
          "circuit_breaker_open",
          "external_response_time",
          "dependency_errors");

  private PrometheusText() {}

  /** The figures by a pod's names; what is no number is left out. */
  public static Map<String, Double> read(String text) {
    var figures = new HashMap<String, Double>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .filter(sample -> NAMES.contains(sample.group(1)))
        .forEach(sample ->
            number(sample.group(3))
                .ifPresent(value ->
                    // Servers of one database have a pool each; the fullest is the one to watch.
                    figures.merge(
                        sample.group(1) + suffix(sample.group(2) == null ? "" : sample.group(2)),
                        value,
                        Math::max)));
    return Map.copyOf(figures);
  }

  private static String suffix(String labels) {
    var values = new HashMap<String, String>();
    Matcher label = LABEL.matcher(labels);
    while (label.find()) {
      values.put(label.group(1), label.group(2));
    }
    var suffix = new StringBuilder();
    for (String name : DISTINGUISHING) {
      Optional.ofNullable(values.get(name))
          .filter(value -> !value.equals(ALL))
          .ifPresent(value -> suffix.append('_').append(value));
    }
    return suffix.toString();
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
