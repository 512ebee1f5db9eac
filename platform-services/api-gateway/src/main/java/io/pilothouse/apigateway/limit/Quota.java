package io.pilothouse.apigateway.limit;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * So many requests in so much time: a window that begins with a caller's first request, at whose
 * end all of them are free again. A bucket that is refilled drop by drop would let nearly twice as
 * many pass in the first window.
 *
 * @param name what is limited, in headers, metrics and keys
 * @param requests in a period
 * @param period the window
 */
record Quota(String name, long requests, Duration period) {

  BucketConfiguration bucket() {
    return BucketConfiguration.builder()
        .addLimit(limit -> limit.capacity(requests).refillIntervally(requests, period))
        .build();
  }

  /** As the draft of RateLimit header fields for HTTP writes it. */
  String policy() {
    return "\"" + name + "\";q=" + requests + ";w=" + period.toSeconds();
  }

  String state(RateDecision decision) {
    return "\"" + name + "\";r=" + decision.remaining() + ";t=" + seconds(decision.reset());
  }

  /** Whole seconds, and never too few. */
  static long seconds(Duration time) {
    return Math.max(1, (time.toMillis() + 999) / 1000);
  }
}
