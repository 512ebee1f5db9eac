package io.pilothouse.operations.port;

import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Series;
import java.time.Instant;

/**
 * Reads a platform's own history of metrics. Calls block on the network; call from a virtual
 * thread.
 */
public interface MetricHistory {
  /** Whether it can know about the resource at all. */
  boolean covers(ResourceId resource);

  /**
   * The points between two moments at the platform's finest grain that fits {@code maximumPoints}.
   */
  Series read(ResourceId resource, String metric, Instant from, Instant to, int maximumPoints)
      throws ControlException;
}
