package io.pilothouse.apigateway.route;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.pilothouse.serviceruntime.metrics.RateMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** How one route's service has been doing in the last seconds. Safe for concurrent use. */
public final class ChannelState {

  private final Route route;
  private final CircuitBreaker breaker;
  private final RateMeter answers;
  private final RateMeter answerSeconds;

  ChannelState(Route route, CircuitBreaker breaker, InstantSource clock) {
    this.route = route;
    this.breaker = breaker;
    this.answers = new RateMeter(clock);
    this.answerSeconds = new RateMeter(clock);
  }

  public Route route() {
    return route;
  }

  void answered(Duration after) {
    answers.mark();
    answerSeconds.add(after.toNanos() / 1e9);
  }

  /** Whether requests are not sent at the moment. */
  public boolean isOpen() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> true;
      case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> false;
    };
  }

  /** Until its answers began, on average; empty when there were none. */
  public Optional<Duration> responseTime() {
    double rate = answers.perSecond();
    return rate == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) (answerSeconds.perSecond() / rate * 1e9)));
  }
}
