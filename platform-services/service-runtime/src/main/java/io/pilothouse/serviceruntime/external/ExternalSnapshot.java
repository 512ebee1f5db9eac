package io.pilothouse.serviceruntime.external;

import io.pilothouse.serviceruntime.dependency.FailureKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the calls of one service instance to one external system go.
 *
 * @param system the blueprint's id of it
 * @param breaker whether calls are made
 * @param calls attempts made since the start
 * @param failures attempts that failed since the start, by kind
 * @param rejected calls not made since the start, because the breaker was open
 * @param responseTime of the attempts of the last seconds on average, those that failed too; empty
 *     when there was none
 */
public record ExternalSnapshot(
    String system,
    Breaker breaker,
    long calls,
    Map<FailureKind, Long> failures,
    long rejected,
    Optional<Duration> responseTime) {

  public ExternalSnapshot {
    failures = Map.copyOf(failures);
  }

  /** What a circuit breaker does with calls. */
  public enum Breaker {
    /** It makes them. */
    CLOSED,
    /** It makes none. */
    OPEN,
    /** It makes a few, to see whether the system is back. */
    HALF_OPEN
  }
}
