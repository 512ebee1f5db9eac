package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the Azure endpoint can have done to the twin's processes. Each call blocks until it is done,
 * as long as it takes; the endpoint calls from a virtual thread of its own and tells its caller of
 * the progress as a long-running operation. It never has two done to one server at once.
 */
public interface AzureEffects {
  /** Promotes the server's standby and makes the old primary its standby. */
  void failOver(String server, Failover mode) throws EffectFailedException, InterruptedException;

  /** Restarts the server's process, without a failover. */
  void restart(String server) throws EffectFailedException, InterruptedException;

  /** Makes a replica an independent server that takes writes. */
  void promoteStandalone(String replica, Failover mode)
      throws EffectFailedException, InterruptedException;

  /** Makes a replica the primary, and its primary its replica. */
  void promoteSwitchover(String replica, Failover mode)
      throws EffectFailedException, InterruptedException;

  /** Stops the server's processes. */
  void stop(String server) throws EffectFailedException, InterruptedException;

  /** Starts what was stopped. */
  void start(String server) throws EffectFailedException, InterruptedException;

  /** Gives the server's storage this many GiB, more than it has. */
  void growStorage(String server, int gigabytes) throws EffectFailedException, InterruptedException;

  /** Restarts processes of a cache. */
  void rebootCache(String cache, CacheNodes nodes)
      throws EffectFailedException, InterruptedException;

  /** Gives a node pool of the cluster that many nodes, and limits to scale by itself. */
  void scalePool(String pool, PoolScale scale) throws EffectFailedException, InterruptedException;

  /**
   * Makes what stands behind a resource that the estate does not have yet: a server, a cache, a
   * broker, a cluster. Done at once where there is nothing to make, as in an estate that is whole.
   *
   * @param type such as {@code Microsoft.Cache/redis}
   * @param body as its author sent it
   */
  default void create(String type, String name, ObjectNode body)
      throws EffectFailedException, InterruptedException {}

  /** Removes everything that {@link #create} made, and what runs on it. */
  default void removeAll() throws EffectFailedException, InterruptedException {}

  /** How a node pool is to be scaled. @param automatic whether by itself, between the two counts */
  record PoolScale(int count, boolean automatic, int minCount, int maxCount) {}

  /** Whether to wait for what is not replicated yet. */
  enum Failover {
    /** The primary goes down in order, nothing is lost. */
    PLANNED,
    /** The primary is cut at once, as by a fault. */
    FORCED
  }

  /** Which processes of a cache. */
  enum CacheNodes {
    PRIMARY,
    SECONDARY,
    ALL
  }

  /** An effect was not reached. The message tells why, in a sentence. */
  final class EffectFailedException extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1L;

    public EffectFailedException(String message) {
      super(message);
    }

    public EffectFailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
