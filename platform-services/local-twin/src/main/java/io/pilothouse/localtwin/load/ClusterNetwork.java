package io.pilothouse.localtwin.load;

import io.pilothouse.localtwin.kubernetes.PodReference;

/**
 * Whether a pod reaches what it depends on, as far as the cluster's own network decides: its
 * network policies and its DNS. Asked before each use of a dependency, so it answers from memory,
 * without blocking, and may be called from any thread.
 */
@FunctionalInterface
public interface ClusterNetwork {

  /** A cluster in whose network nothing stands in the way. */
  ClusterNetwork OPEN = (from, component) -> Verdict.OPEN;

  /**
   * Whether the pod reaches a component now.
   *
   * @param component the blueprint's id of a database server, cache, broker, external system or
   *     another service
   */
  Verdict reach(PodReference from, String component);

  /** What the cluster's network does with a new connection. */
  enum Verdict {
    /** It is let through. */
    OPEN,
    /** A network policy drops its packets: the caller hears nothing until its time is over. */
    BLOCKED,
    /** The name is not resolved. */
    UNRESOLVED
  }
}
