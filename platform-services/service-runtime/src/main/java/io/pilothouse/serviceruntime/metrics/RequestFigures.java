package io.pilothouse.serviceruntime.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one service instance counts of the requests that it takes: how many, how many failed, how
 * long they took, how many are under way. Safe for concurrent use.
 */
public final class RequestFigures {

  private final RateMeter taken;
  private final RateMeter failed;
  private final RateMeter answered;
  private final RateMeter answerSeconds;
  private final AtomicInteger underWay = new AtomicInteger();

  public RequestFigures(InstantSource clock) {
    taken = new RateMeter(clock);
    failed = new RateMeter(clock);
    answered = new RateMeter(clock);
    answerSeconds = new RateMeter(clock);
  }

  /** A request came in. */
  public void taken() {
    taken.mark();
    underWay.incrementAndGet();
  }

  /**
   * A request that came in has ended.
   *
   * @param success false when the service failed, not when the caller asked for what may not be
   */
  public void ended(Duration after, boolean success) {
    underWay.decrementAndGet();
    if (success) {
      answered.mark();
      answerSeconds.add(after.toNanos() / 1e9);
    } else {
      failed.mark();
    }
  }

  public double requestsPerSecond() {
    return taken.perSecond();
  }

  /** Of those that came to an end in the last seconds, 0 to 1. */
  public double failedShare() {
    double failures = failed.perSecond();
    double ended = failures + answered.perSecond();
    return ended == 0 ? 0 : failures / ended;
  }

  /** Of the requests answered in the last seconds, on average; empty when there was none. */
  public Optional<Duration> responseTime() {
    double rate = answered.perSecond();
    return rate == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) (answerSeconds.perSecond() / rate * 1e9)));
  }

  /** Requests that came in and have not ended. */
  public int underWay() {
    return underWay.get();
  }
}
