package io.pilothouse.serviceruntime.external;

import java.time.Duration;

/**
 * How calls to one external system are guarded.
 *
 * @param timeout a call that takes longer has failed
 * @param failureRateThreshold share of failed calls that opens the breaker, above 0 to 1
 * @param window the last calls over which the share is taken
 * @param minimumCalls fewer calls than these open nothing
 * @param openFor how long an open breaker lets no call through
 * @param probes calls that are let through then, and decide whether it closes
 * @param attempts how often a call is tried that was refused or went wrong; one that was too slow
 *     is not tried again
 * @param pause between two attempts
 * @param callsAtOnce calls under way at most; one more is exhausted at once
 */
public record CallPolicy(
    Duration timeout,
    double failureRateThreshold,
    int window,
    int minimumCalls,
    Duration openFor,
    int probes,
    int attempts,
    Duration pause,
    int callsAtOnce) {

  public CallPolicy {
    if (!timeout.isPositive() || !openFor.isPositive()) {
      throw new IllegalArgumentException("timeout and openFor must be positive");
    }
    if (!(failureRateThreshold > 0 && failureRateThreshold <= 1)) {
      throw new IllegalArgumentException(
          "failureRateThreshold must be above 0 and at most 1, got " + failureRateThreshold);
    }
  }

  /**
   * What holds where a document is silent: Resilience4j's own threshold and number of calls at
   * once, with a window, a patience and a pause that suit a service of a few calls a second.
   */
  public static CallPolicy usual() {
    return new CallPolicy(
        Duration.ofSeconds(3), 0.5, 20, 5, Duration.ofSeconds(10), 2, 2, Duration.ofMillis(50), 25);
  }

  /** The same with another patience. */
  public CallPolicy within(Duration patience) {
    return new CallPolicy(
        patience,
        failureRateThreshold,
        window,
        minimumCalls,
        openFor,
        probes,
        attempts,
        pause,
        callsAtOnce);
  }

  /** The same with another share of failed calls that opens the breaker. */
  public CallPolicy openingAt(double share) {
    return new CallPolicy(
        timeout, share, window, minimumCalls, openFor, probes, attempts, pause, callsAtOnce);
  }

  /** The same with another time that an open breaker stays open. */
  public CallPolicy openFor(Duration time) {
    return new CallPolicy(
        timeout,
        failureRateThreshold,
        window,
        minimumCalls,
        time,
        probes,
        attempts,
        pause,
        callsAtOnce);
  }
}
