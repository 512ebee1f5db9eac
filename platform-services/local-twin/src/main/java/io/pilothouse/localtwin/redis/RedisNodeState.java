package io.pilothouse.localtwin.redis;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One Redis process at one moment.
 *
 * @param name the node's name; it keeps it when the roles change
 * @param shard index of its shard, from 0
 * @param role what it is now, or was when it last answered
 * @param port its loopback port, which it keeps over restarts
 * @param pid its process; absent while there is none
 * @param figures what it said of itself; absent when it does not answer
 */
public record RedisNodeState(
    String name,
    int shard,
    RedisRole role,
    int port,
    OptionalLong pid,
    Optional<RedisFigures> figures) {

  /** Whether it answered. */
  public boolean alive() {
    return figures.isPresent();
  }
}
