package io.pilothouse.operations.diagnosis;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The kinds of causes, the deepest first: what stands further down may follow from it. */
enum Kind {
  REGION_DOWN,
  ZONE_DOWN,
  DNS_DOWN,
  NETWORK_BLOCKED,
  DISK_FULL,
  TWO_PRIMARIES,
  PRIMARY_DOWN,
  SECRET_REFUSED,
  CACHE_SHARD_DOWN,
  EXTERNAL_DOWN,
  EXTERNAL_SLOW,
  AUTOSCALER_LOWERED,
  TRAFFIC_SURGE,
  IMAGE_MISSING,
  RELEASE_CRASH_LOOP,
  RELEASE_NOT_READY,
  RELEASE_ERRORS,
  RELEASE_SLOW,
  CACHE_COLD,
  CONNECTIONS_EXHAUSTED,
  AUTOSCALER_BLIND,
  AUTOSCALER_AT_MAXIMUM,
  POOL_EXHAUSTED,
  REPLICA_BEHIND,
  QUEUE_BACKLOG,
  DEAD_LETTERS;

  /** As it stands in a cause. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it explains where it reaches the same components. */
  Set<Kind> explains() {
    return switch (this) {
      case REGION_DOWN -> EnumSet.complementOf(EnumSet.of(REGION_DOWN));
      case ZONE_DOWN ->
          EnumSet.of(
              DNS_DOWN,
              PRIMARY_DOWN,
              CACHE_SHARD_DOWN,
              RELEASE_NOT_READY,
              CACHE_COLD,
              CONNECTIONS_EXHAUSTED,
              AUTOSCALER_BLIND,
              AUTOSCALER_AT_MAXIMUM,
              POOL_EXHAUSTED,
              REPLICA_BEHIND,
              QUEUE_BACKLOG);
      case DNS_DOWN, NETWORK_BLOCKED ->
          EnumSet.of(
              CACHE_SHARD_DOWN,
              EXTERNAL_DOWN,
              EXTERNAL_SLOW,
              RELEASE_NOT_READY,
              RELEASE_ERRORS,
              RELEASE_SLOW,
              POOL_EXHAUSTED,
              QUEUE_BACKLOG,
              DEAD_LETTERS);
      case DISK_FULL ->
          EnumSet.of(
              PRIMARY_DOWN,
              RELEASE_ERRORS,
              RELEASE_SLOW,
              CONNECTIONS_EXHAUSTED,
              POOL_EXHAUSTED,
              REPLICA_BEHIND,
              QUEUE_BACKLOG,
              DEAD_LETTERS);
      case TWO_PRIMARIES -> EnumSet.of(PRIMARY_DOWN, REPLICA_BEHIND);
      case PRIMARY_DOWN, SECRET_REFUSED ->
          EnumSet.of(
              RELEASE_CRASH_LOOP,
              RELEASE_NOT_READY,
              RELEASE_ERRORS,
              RELEASE_SLOW,
              CONNECTIONS_EXHAUSTED,
              POOL_EXHAUSTED,
              REPLICA_BEHIND,
              QUEUE_BACKLOG,
              DEAD_LETTERS);
      case CACHE_SHARD_DOWN ->
          EnumSet.of(
              RELEASE_ERRORS, RELEASE_SLOW, CACHE_COLD, CONNECTIONS_EXHAUSTED, POOL_EXHAUSTED);
      case EXTERNAL_DOWN, EXTERNAL_SLOW ->
          EnumSet.of(RELEASE_ERRORS, RELEASE_SLOW, POOL_EXHAUSTED, QUEUE_BACKLOG, DEAD_LETTERS);
      case IMAGE_MISSING, RELEASE_CRASH_LOOP, RELEASE_NOT_READY, RELEASE_ERRORS, RELEASE_SLOW ->
          EnumSet.of(
              CONNECTIONS_EXHAUSTED,
              AUTOSCALER_BLIND,
              AUTOSCALER_AT_MAXIMUM,
              POOL_EXHAUSTED,
              QUEUE_BACKLOG,
              DEAD_LETTERS);
      case TRAFFIC_SURGE ->
          EnumSet.of(
              CACHE_COLD,
              CONNECTIONS_EXHAUSTED,
              AUTOSCALER_AT_MAXIMUM,
              POOL_EXHAUSTED,
              REPLICA_BEHIND,
              QUEUE_BACKLOG);
      case AUTOSCALER_LOWERED ->
          EnumSet.of(RELEASE_ERRORS, RELEASE_SLOW, POOL_EXHAUSTED, QUEUE_BACKLOG);
      case CACHE_COLD ->
          EnumSet.of(CONNECTIONS_EXHAUSTED, AUTOSCALER_AT_MAXIMUM, POOL_EXHAUSTED, REPLICA_BEHIND);
      case CONNECTIONS_EXHAUSTED, AUTOSCALER_BLIND, AUTOSCALER_AT_MAXIMUM ->
          EnumSet.of(POOL_EXHAUSTED, QUEUE_BACKLOG);
      case POOL_EXHAUSTED -> EnumSet.of(QUEUE_BACKLOG, DEAD_LETTERS);
      case QUEUE_BACKLOG, REPLICA_BEHIND, DEAD_LETTERS -> EnumSet.noneOf(Kind.class);
    };
  }
}
