package io.pilothouse.serviceruntime.data;

import java.time.Duration;

/**
 * The size and patience of a connection pool.
 *
 * @param maximumConnections connections at most
 * @param minimumIdle connections kept open without work
 * @param connectionTimeout how long a caller waits for a connection; from 250 ms
 * @param idleTimeout when a connection above the minimum is closed
 * @param maximumLifetime when a connection is renewed; from 30 s
 */
public record PoolSettings(
    int maximumConnections,
    int minimumIdle,
    Duration connectionTimeout,
    Duration idleTimeout,
    Duration maximumLifetime) {

  public PoolSettings {
    if (maximumConnections < 1 || minimumIdle < 0 || minimumIdle > maximumConnections) {
      throw new IllegalArgumentException(
          "a pool needs 0 <= minimumIdle <= maximumConnections and at least one connection, got "
              + minimumIdle
              + " and "
              + maximumConnections);
    }
  }

  /** The figures of the authentication database's installation document. */
  public static PoolSettings documented() {
    return new PoolSettings(
        20, 5, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofMinutes(30));
  }

  /** The same patience with another size. */
  public PoolSettings sized(int maximum, int idle) {
    return new PoolSettings(maximum, idle, connectionTimeout, idleTimeout, maximumLifetime);
  }

  /** The same size with another time to wait for a connection. */
  public PoolSettings waiting(Duration timeout) {
    return new PoolSettings(maximumConnections, minimumIdle, timeout, idleTimeout, maximumLifetime);
  }
}
