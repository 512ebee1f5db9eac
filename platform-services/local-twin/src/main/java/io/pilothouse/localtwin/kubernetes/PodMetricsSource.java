package io.pilothouse.localtwin.kubernetes;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The measured use of pods, as metrics-server and a custom metrics adapter have it. Called from any
 * thread; answers from memory, without blocking. What it does not know, the metrics APIs do not
 * show.
 */
public interface PodMetricsSource {

  /** The use of a running pod, or nothing when it has not been measured. */
  Optional<PodUsage> usage(String namespace, String pod);

  /**
   * Custom metrics of a pod by name, such as {@code requests_per_second}; empty when it has none.
   */
  Map<String, Double> custom(String namespace, String pod);

  /** A metric of something outside the cluster, such as a queue's length. */
  default OptionalDouble external(String namespace, String metric) {
    return OptionalDouble.empty();
  }
}
