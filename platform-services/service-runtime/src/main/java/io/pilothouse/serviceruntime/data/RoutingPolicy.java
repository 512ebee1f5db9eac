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

  /**
   * How long after a write it can matter to its session where it reads: by then each replica that
   * may answer has it. Three seconds are added for clocks of pods that differ.
   */
  public Duration writeLasting() {
    return lagObjective.plus(staleAfter()).plusSeconds(3);
  }
}
