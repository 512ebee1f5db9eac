package io.pilothouse.localtwin.external;

import java.time.Duration;

/**
 * How an external system answers.
 *
 * @param latency how long each answer takes
 * @param errorShare share of requests that it answers wrongly, 0 to 1
 * @param error what a wrong answer is
 */
public record ExternalBehavior(Duration latency, double errorShare, WrongAnswer error) {

  /** What a wrong answer is. */
  public enum WrongAnswer {
    /** Status 500. */
    SERVER_ERROR,
    /** Status 200 and a body that is cut off. */
    MALFORMED
  }

  /** Answers, after the time that a system in the same country takes; the figure is made up. */
  public static final ExternalBehavior SOUND =
      new ExternalBehavior(Duration.ofMillis(25), 0, WrongAnswer.SERVER_ERROR);

  public ExternalBehavior {
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency must not be negative, got " + latency);
    }
    if (!(errorShare >= 0 && errorShare <= 1)) {
      throw new IllegalArgumentException("errorShare must be from 0 to 1, got " + errorShare);
    }
  }

  public ExternalBehavior slow(Duration time) {
    return new ExternalBehavior(time, errorShare, error);
  }

  public ExternalBehavior wrong(double share, WrongAnswer how) {
    return new ExternalBehavior(latency, share, how);
  }
}
