package io.pilothouse.azureconnector;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * How a connection calls Azure. Every call waits for its share of the rate (15 a second, under
 * resource manager's 25) and passes the breaker, which opens when half of the last ten calls could
 * not be answered and lets one try again every five seconds. A read is tried three times, with
 * jitter. An effect is tried once: what was asked may have been done although no answer came.
 */
final class AzureCalls {
  private static final Logger log = LoggerFactory.getLogger(AzureCalls.class);
  private static final int ATTEMPTS = 3;
  private final CircuitBreaker breaker;
  private final RateLimiter rate;
  private final Retry retry;

  AzureCalls() {
    breaker =
        CircuitBreaker.of(
            "azure",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(5))
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordException(AzureFailures::isAzuresFault)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event ->
            log.info(
                "azure breaker from={} to={}",
                event.getStateTransition().getFromState(),
                event.getStateTransition().getToState()));
    rate =
        RateLimiter.of(
            "azure",
            RateLimiterConfig.custom()
                .limitForPeriod(15)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ofSeconds(3))
                .build());
    retry =
        Retry.of(
            "azure",
            RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .intervalBiFunction((attempt, outcome) ->
                    outcome.isLeft()
                        ? AzureFailures.retryAfter(outcome.getLeft())
                            .map(Duration::toMillis)
                            .orElseGet(() ->
                                IntervalFunction.ofExponentialRandomBackoff(
                                        Duration.ofMillis(200), 2, 0.5)
                                    .apply(attempt))
                        : 0L)
                .retryOnException(AzureFailures::isWorthAnotherTry)
                .build());
  }

  /** Reads, again if it is worth it. @param what as in "Azure could not be asked for <what>" */
  <T> T read(Sentence what, Callable<T> call) throws ControlException {
    return run(what, false, Retry.decorateCallable(retry, guarded(call)));
  }

  /** Changes something, once. @param what as in "Azure could not be asked for <what>" */
  <T> T effect(Sentence what, Callable<T> call) throws ControlException {
    return run(what, true, guarded(call));
  }

  private <T> Callable<T> guarded(Callable<T> call) {
    return RateLimiter.decorateCallable(rate, CircuitBreaker.decorateCallable(breaker, call));
  }

  private static <T> T run(Sentence what, boolean effect, Callable<T> call)
      throws ControlException {
    try {
      return call.call();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      ControlException told = AzureFailures.told(what, effect, e);
      // A source says itself that it lost Azure, once; here it would be a line for each try.
      log.atLevel(effect ? Level.INFO : Level.DEBUG)
          .log(
              "azure call what=\"{}\" effect={} status={} failed={}",
              what,
              effect,
              AzureFailures.status(e),
              told.getClass().getSimpleName());
      throw told;
    }
  }
}
