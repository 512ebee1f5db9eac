package io.pilothouse.apigateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts each request that has ended and writes it down as one line. Safe for concurrent use. */
public final class PassageLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.pilothouse.apigateway.access");

  private final MeterRegistry registry;

  public PassageLog(MeterRegistry registry) {
    this.registry = registry;
  }

  long began() {
    return System.nanoTime();
  }

  void ended(
      HttpServletRequest request,
      HttpServletResponse response,
      RequestPassage passage,
      long began) {
    long nanos = System.nanoTime() - began;
    var route = passage.route().map(taker -> taker.id()).orElse("none");
    var refusal = passage.refusal().orElse("none");
    Timer.builder("gateway.requests")
        .description("Requests by route, answer and, where the gateway answered by itself, why")
        .tag("route", route)
        .tag("status", Integer.toString(response.getStatus()))
        .tag("refusal", refusal)
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
    if (LOG.isInfoEnabled()) {
      LOG.atInfo()
          .addKeyValue("method", LogText.of(request.getMethod()))
          .addKeyValue("path", LogText.of(request.getRequestURI()))
          .addKeyValue("status", response.getStatus())
          .addKeyValue("route", route)
          .addKeyValue("refusal", refusal)
          .addKeyValue("client", passage.origin().address())
          .addKeyValue("subject", LogText.of(passage.subject().orElse("-")))
          .addKeyValue("millis", nanos / 1_000_000.0)
          .addKeyValue("upstreamMillis", passage.upstreamNanos() / 1_000_000.0)
          .addKeyValue("request", passage.requestId())
          .addKeyValue("trace", passage.trace().traceId())
          .log("request");
    }
  }
}
