package io.pilothouse.localtwin.load;

import io.pilothouse.serviceruntime.cache.CacheSnapshot;
import io.pilothouse.serviceruntime.metrics.RateMeter;
import io.pilothouse.serviceruntime.metrics.RecentReads;
import io.pilothouse.serviceruntime.metrics.RecentShare;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What one pod counts of its requests. Safe for concurrent use. */
final class PodFigures {

  private final ClientConnections connections = new ClientConnections();
  private final RecentReads reads = new RecentReads();
  private final RecentShare routes = new RecentShare();
  private final RateMeter requests;
  private final RateMeter failures;
  private final RateMeter answers;
  private final RateMeter answerSeconds;
  private final LongAdder requestCount = new LongAdder();
  private final LongAdder failureCount = new LongAdder();

  PodFigures(InstantSource clock) {
    requests = new RateMeter(clock);
    failures = new RateMeter(clock);
    answers = new RateMeter(clock);
    answerSeconds = new RateMeter(clock);
  }

  void taken(int visitor, Instant now) {
    requests.mark();
    requestCount.increment();
    connections.requestBy(visitor, now);
  }

  void answered(Duration after) {
    answers.mark();
    answerSeconds.add(after.toNanos() / 1e9);
  }

  void failed() {
    failures.mark();
    failureCount.increment();
  }

  /** To be called each second or so. */
  void tick(Instant now, CacheSnapshot cache) {
    reads.keep(now, cache);
  }

  RecentShare routes() {
    return routes;
  }

  RecentReads reads() {
    return reads;
  }

  double requestsPerSecond() {
    return requests.perSecond();
  }

  /** Of those that came to an end in the last seconds, 0 to 1. */
  double failedShare() {
    double failed = failures.perSecond();
    double ended = failed + answers.perSecond();
    return ended == 0 ? 0 : failed / ended;
  }

  /** Of the requests answered in the last seconds, on average. */
  Optional<Duration> responseTime() {
    double rate = answers.perSecond();
    return rate == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) (answerSeconds.perSecond() / rate * 1e9)));
  }

  int openConnections(Instant now) {
    return connections.open(now);
  }

  long requestCount() {
    return requestCount.sum();
  }

  long failureCount() {
    return failureCount.sum();
  }
}
