package io.pilothouse.serviceruntime.data;

import java.time.Duration;

/**
 * When a read may go to a replica.
 *
 * @param lagObjective how far behind a replica may be
 * @param probePeriod how often the servers are asked how far they are
 */
public record RoutingPolicy(Duration lagObjective, Duration probePeriod) {

  /** The authentication database's objective of 5 seconds, asked each second. */
  public static RoutingPolicy documented() {
    return new RoutingPolicy(Duration.ofSeconds(5), Duration.ofSeconds(1));
  }

  /** How old a reading may be before its replica is passed over: three periods. */
  public Duration staleAfter() {
    return probePeriod.multipliedBy(3);
  }
}
