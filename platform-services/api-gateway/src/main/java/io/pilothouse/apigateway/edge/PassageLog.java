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
    LOG.info(
        "request method={} path={} status={} route={} refusal={} client={} subject={} millis={}"
            + " upstreamMillis={} request={} trace={}",
        LogText.of(request.getMethod()),
        LogText.of(request.getRequestURI()),
        response.getStatus(),
        route,
        refusal,
        passage.origin().address(),
        LogText.of(passage.subject().orElse("-")),
        nanos / 1_000_000.0,
        passage.upstreamNanos() / 1_000_000.0,
        passage.requestId(),
        passage.trace().traceId());
  }
}
