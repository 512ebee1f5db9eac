package io.pilothouse.kubernetesconnector;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Direct calls to an API server, kept from harming it or waiting for it in vain: at most 20 a
 * second; none for five seconds after most of the last ones failed; reads are tried three times,
 * writes once. Failures come out as sentences. Blocks; safe for threads.
 */
final class GuardedCalls {
  private static final int PER_SECOND = 20;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final String server;
  private final CircuitBreaker breaker;
  private final Retry retry;
  private final RateLimiter limiter;

  GuardedCalls(String server) {
    this.server = server;
    this.breaker =
        CircuitBreaker.of(
            "kubernetes",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(60)
                .waitDurationInOpenState(PAUSE)
                .permittedNumberOfCallsInHalfOpenState(2)
                .recordException(this::serverAtFault)
                .build());
    this.retry =
        Retry.of(
            "kubernetes-read",
            RetryConfig.custom()
                .maxAttempts(3)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(150, 2.0, 0.5))
                .retryOnException(this::worthTryingAgain)
                .build());
    this.limiter =
        RateLimiter.of(
            "kubernetes",
            RateLimiterConfig.custom()
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .limitForPeriod(PER_SECOND)
                .timeoutDuration(Duration.ofSeconds(3))
                .build());
  }

  /** A call that changes nothing. */
  <T> T read(Supplier<T> call) throws ControlException {
    try {
      return retry.executeSupplier(() -> once(call));
    } catch (CallNotPermittedException | RequestNotPermitted e) {
      throw heldBack(e);
    } catch (RuntimeException e) {
      Failure failure = Failure.of(e, server);
      throw switch (failure.kind()) {
        case SIGN_IN, FORBIDDEN, NOT_FOUND, CONFLICT, REFUSED ->
            new ControlException.Rejected(failure.sentence(), e);
        case NOT_CONNECTED, NO_ANSWER, BUSY, SERVER_ERROR ->
            new ControlException.Unreachable(failure.sentence(), e);
      };
    }
  }

  /** A call that changes something: made once. */
  <T> T write(Supplier<T> call) throws ControlException {
    try {
      return once(call);
    } catch (CallNotPermittedException | RequestNotPermitted e) {
      throw heldBack(e);
    } catch (RuntimeException e) {
      Failure failure = Failure.of(e, server);
      throw switch (failure.kind()) {
        case SIGN_IN, FORBIDDEN, NOT_FOUND, CONFLICT, REFUSED, BUSY ->
            new ControlException.Rejected(failure.sentence(), e);
        case NOT_CONNECTED -> new ControlException.Unreachable(failure.sentence(), e);
        case NO_ANSWER, SERVER_ERROR ->
            new ControlException.OutcomeUnknown(
                Sentence.paragraph(
                    List.of(failure.sentence(), Sentence.of("kubernetes.outcome-unknown"))),
                e);
      };
    }
  }

  private <T> T once(Supplier<T> call) {
    return breaker.executeSupplier(() -> {
      RateLimiter.waitForPermission(limiter);
      return call.get();
    });
  }

  private ControlException heldBack(RuntimeException e) {
    return new ControlException.Unreachable(
        e instanceof RequestNotPermitted
            ? Sentence.of("kubernetes.too-many", server)
            : Sentence.of("kubernetes.left-alone", server, PAUSE),
        e);
  }

  private boolean serverAtFault(Throwable thrown) {
    return !(thrown instanceof RequestNotPermitted) && worthTryingAgain(thrown);
  }

  private boolean worthTryingAgain(Throwable thrown) {
    if (thrown instanceof CallNotPermittedException || thrown instanceof RequestNotPermitted) {
      return false;
    }
    return switch (Failure.of(thrown, server).kind()) {
      case NOT_CONNECTED, NO_ANSWER, BUSY, SERVER_ERROR -> true;
      case SIGN_IN, FORBIDDEN, NOT_FOUND, CONFLICT, REFUSED -> false;
    };
  }
}
