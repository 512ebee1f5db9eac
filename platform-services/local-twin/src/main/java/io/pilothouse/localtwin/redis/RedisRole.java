package io.pilothouse.localtwin.redis;

/** The part that a Redis process plays in its shard. */
public enum RedisRole {
  PRIMARY,
  REPLICA
}
