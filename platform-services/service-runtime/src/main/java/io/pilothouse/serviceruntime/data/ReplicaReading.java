package io.pilothouse.serviceruntime.data;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was last seen of a replica.
 *
 * @param name the server's name
 * @param lag time since the primary wrote what this replica has not replayed; empty while unknown
 * @param lagBytes write-ahead log not replayed yet
 * @param replayed the position of the log that it has replayed, in bytes
 * @param observedAt when it last answered; empty when it never did
 */
public record ReplicaReading(
    String name,
    Optional<Duration> lag,
    long lagBytes,
    long replayed,
    Optional<Instant> observedAt) {}
