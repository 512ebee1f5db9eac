package io.pilothouse.localtwin.postgres;

import java.time.Duration;

/**
 * How long the twin's control plane waits before it reacts to a fault, so that people see the fault
 * and so that a test need not wait as long as a person.
 *
 * @param failoverDelay from a primary's death to the automatic failover to its standby; Azure takes
 *     60 to 120 s altogether
 * @param restartDelay from the death of a standby, a replica or a primary without standby to its
 *     restart
 * @param standbySilence how long a standby may stay silent while commits wait for it, before the
 *     primary goes on without it; a dead one is not waited for at all
 * @param primarySilence how long a primary whose process exists may leave questions unanswered
 *     before it counts as lost
 */
public record SupervisionPolicy(
    Duration failoverDelay,
    Duration restartDelay,
    Duration standbySilence,
    Duration primarySilence) {

  /** Slow enough that an operator watches it happen: 15 s, 20 s, 2 s and 5 s. */
  public static SupervisionPolicy visible() {
    return new SupervisionPolicy(
        Duration.ofSeconds(15),
        Duration.ofSeconds(20),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5));
  }

  /** The same without a pause for people between a fault and what is done about it. */
  SupervisionPolicy hurried() {
    return new SupervisionPolicy(Duration.ZERO, Duration.ZERO, standbySilence, primarySilence);
  }
}
