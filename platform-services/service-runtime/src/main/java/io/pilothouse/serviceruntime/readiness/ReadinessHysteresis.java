package io.pilothouse.serviceruntime.readiness;

/**
 * Turns single outcomes into a verdict that does not flap: three failures in a row take a service
 * out of the load balancing, two successes in a row bring it back. Immutable.
 *
 * @param ready the verdict
 * @param against outcomes in a row that speak against it
 */
public record ReadinessHysteresis(boolean ready, int against) {

  /** Failures in a row that make a service unready: a failover's first second makes none. */
  public static final int FAILURES = 3;

  /** Successes in a row that make it ready again. */
  public static final int SUCCESSES = 2;

  /** Before the first outcome: unready, and one success is enough. */
  public static ReadinessHysteresis unknown() {
    return new ReadinessHysteresis(false, SUCCESSES - 1);
  }

  /** The verdict after another outcome. */
  public ReadinessHysteresis after(boolean success) {
    if (success == ready) {
      return new ReadinessHysteresis(ready, 0);
    }
    return against + 1 >= (ready ? FAILURES : SUCCESSES)
        ? new ReadinessHysteresis(success, 0)
        : new ReadinessHysteresis(ready, against + 1);
  }
}
