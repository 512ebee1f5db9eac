package io.pilothouse.serviceruntime.external;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import io.pilothouse.serviceruntime.metrics.RateMeter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one service instance to one external system: each within a time limit and a
 * bulkhead, behind a circuit breaker, tried again when it was refused or answered wrongly.
 *
 * <p>Blocks the calling thread, which should be a virtual one. Safe for concurrent use.
 */
public final class ExternalClient {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalClient.class);
  private static final int FIRST_REFUSAL = 400;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_FAULT = 500;

  /** RFC 9110, 9.2.2. */
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

  private final String system;
  private final Supplier<URI> address;
  private final HttpExchange exchange;
  private final DependencyErrors errors;
  private final Retry retry;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final TimeLimiter limiter;
  private final RateMeter attempts;
  private final RateMeter attemptSeconds;
  private final LongAdder calls = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final Map<FailureKind, LongAdder> failures = new ConcurrentHashMap<>();

  /**
   * Describes a client; nothing is opened yet.
   *
   * @param system the blueprint's id of the external system
   * @param address where it is now, asked before each attempt; ends with a slash
   * @param errors where failed attempts are counted
   */
  public ExternalClient(
      String system,
      Supplier<URI> address,
      CallPolicy policy,
      HttpExchange exchange,
      DependencyErrors errors,
      Clock clock) {
    this.system = system;
    this.address = address;
    this.exchange = exchange;
    this.errors = errors;
    this.attempts = new RateMeter(clock);
    this.attemptSeconds = new RateMeter(clock);
    this.retry = retry(system, policy);
    this.breaker = breaker(system, policy, clock);
    this.bulkhead =
        Bulkhead.of(
            system,
            BulkheadConfig.custom()
                .maxConcurrentCalls(policy.callsAtOnce())
                .maxWaitDuration(Duration.ZERO)
                .build());
    this.limiter =
        TimeLimiter.of(
            system, TimeLimiterConfig.custom().timeoutDuration(policy.timeout()).build());
  }

  /**
   * Asks for something and reads the answer.
   *
   * @param path below the system's address
   * @param reader reads a body; an IllegalArgumentException says that it is not what was asked for
   * @throws ExternalCallException if no attempt brought an answer, or none was made
   */
  public <T> T get(String path, Function<String, T> reader) {
    return guarded(
        true,
        () -> HttpRequest.newBuilder(address.get().resolve(path)).GET().build(),
        response -> read(response, reader));
  }

  /**
   * Sends a request and gives the answer as it is, unless it says that the system is at fault or
   * has too much to do: 408, 429, 500 and above are failures, other refusals are answers.
   *
   * <p>Tried again only if it may be repeated: its method is idempotent, as HTTP has it, or it
   * carries an {@code Idempotency-Key}.
   *
   * @param request to the system's own address
   * @throws ExternalCallException if no attempt brought an answer, or none was made
   */
  public HttpResponse<byte[]> exchange(HttpRequest request) {
    boolean repeatable =
        IDEMPOTENT.contains(request.method())
            || request.headers().firstValue("Idempotency-Key").isPresent();
    return guarded(
        repeatable,
        () -> request,
        response -> {
          if (isFailure(response.statusCode())) {
            throw failed(kind(response.statusCode()), "answered " + response.statusCode(), null);
          }
          return response;
        });
  }

  /** The blueprint's id of the system. */
  public String system() {
    return system;
  }

  /** Where the system is now; ends with a slash. */
  public URI address() {
    return address.get();
  }

  private <T> T guarded(
      boolean repeatable, Supplier<HttpRequest> request, Function<HttpResponse<byte[]>, T> reader) {
    try {
      Callable<T> once = () -> breaker.executeCallable(() -> attempt(request, reader));
      return repeatable ? retry.executeCallable(once) : once.call();
    } catch (CallNotPermittedException open) {
      rejected.increment();
      throw new ExternalCallException(
          system + " is not called while its circuit breaker is " + breaker.getState(), null, open);
    } catch (ExternalCallException failed) {
      throw failed;
    } catch (Exception unexpected) {
      throw new ExternalCallException(system + ": " + unexpected, FailureKind.OTHER, unexpected);
    }
  }

  public ExternalSnapshot snapshot() {
    var byKind = new EnumMap<FailureKind, Long>(FailureKind.class);
    failures.forEach((kind, count) -> byKind.put(kind, count.sum()));
    double rate = attempts.perSecond();
    return new ExternalSnapshot(
        system,
        switch (breaker.getState()) {
          case CLOSED, DISABLED, METRICS_ONLY -> ExternalSnapshot.Breaker.CLOSED;
          case OPEN, FORCED_OPEN -> ExternalSnapshot.Breaker.OPEN;
          case HALF_OPEN -> ExternalSnapshot.Breaker.HALF_OPEN;
        },
        calls.sum(),
        byKind,
        rejected.sum(),
        rate == 0
            ? Optional.empty()
            : Optional.of(
                Duration.ofNanos((long) (attemptSeconds.perSecond() / rate * 1_000_000_000L))));
  }

  private <T> T attempt(Supplier<HttpRequest> request, Function<HttpResponse<byte[]>, T> reader) {
    calls.increment();
    long start = System.nanoTime();
    try {
      return reader.apply(
          bulkhead.executeCallable(
              () -> limiter.executeFutureSupplier(() -> exchange.send(request.get()))));
    } catch (ExternalCallException refused) {
      throw refused;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(FailureKind.OTHER, "interrupted", e);
    } catch (Exception e) {
      throw failed(FailureKind.of(e), e.toString(), e);
    } finally {
      attempts.mark();
      attemptSeconds.add((System.nanoTime() - start) / 1e9);
    }
  }

  private <T> T read(HttpResponse<byte[]> response, Function<String, T> reader) {
    int status = response.statusCode();
    if (status >= FIRST_REFUSAL) {
      throw failed(kind(status), "answered " + status, null);
    }
    try {
      return reader.apply(new String(response.body(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException unreadable) {
      throw failed(FailureKind.OTHER, "answered what cannot be read", unreadable);
    }
  }

  private static boolean isFailure(int status) {
    return status >= FIRST_FAULT || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
  }

  private static FailureKind kind(int status) {
    return switch (status) {
      case 401, 403 -> FailureKind.UNAUTHORIZED;
      case TOO_MANY_REQUESTS -> FailureKind.EXHAUSTED;
      case REQUEST_TIMEOUT, 504 -> FailureKind.TIMEOUT;
      default -> FailureKind.OTHER;
    };
  }

  private ExternalCallException failed(FailureKind kind, String what, @Nullable Throwable cause) {
    failures.computeIfAbsent(kind, first -> new LongAdder()).increment();
    errors.count(system, kind);
    return new ExternalCallException(system + ": " + what, kind, cause);
  }

  private static Retry retry(String system, CallPolicy policy) {
    return Retry.of(
        system,
        RetryConfig.custom()
            .maxAttempts(policy.attempts())
            .waitDuration(policy.pause())
            .retryOnException(ExternalClient::isWorthAnother)
            .build());
  }

  /** What a second attempt may well find different. */
  private static boolean isWorthAnother(Throwable failure) {
    return failure instanceof ExternalCallException call
        && call.kind()
            .filter(kind -> kind == FailureKind.REFUSED || kind == FailureKind.OTHER)
            .isPresent();
  }

  private static CircuitBreaker breaker(String system, CallPolicy policy, Clock clock) {
    var breaker =
        CircuitBreaker.of(
            system,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(policy.window())
                .minimumNumberOfCalls(policy.minimumCalls())
                .failureRateThreshold((float) (policy.failureRateThreshold() * 100))
                .waitDurationInOpenState(policy.openFor())
                .permittedNumberOfCallsInHalfOpenState(policy.probes())
                .clock(clock)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event ->
            LOG.info(
                "external system={} breaker {} -> {}",
                system,
                event.getStateTransition().getFromState(),
                event.getStateTransition().getToState()));
    return breaker;
  }
}
