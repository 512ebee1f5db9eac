package io.pilothouse.apigateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.pilothouse.apigateway.edge.PassageListener;
import io.pilothouse.apigateway.route.ChannelState;
import io.pilothouse.apigateway.route.UpstreamExchange;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import io.pilothouse.serviceruntime.metrics.RequestFigures;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The gateway's figures of the last seconds under the documents' names: rates a second, shares in
 * percent, times in milliseconds. A name that the runtime has registered already is left to it.
 */
final class GatewayFigures implements PassageListener {

  private final RequestFigures requests;

  GatewayFigures(Clock clock) {
    this.requests = new RequestFigures(clock);
  }

  @Override
  public void began() {
    requests.taken();
  }

  /** What the gateway refuses is the caller's failure, what a service cannot answer is ours. */
  @Override
  public void ended(int status, Duration after) {
    requests.ended(after, status < 500);
  }

  /** Shows them. */
  void show(
      MeterRegistry registry,
      UpstreamExchange exchange,
      DependencyErrors errors,
      IntSupplier connections) {
    var tags = Tags.empty(); // Whose they are is said of every figure of the process.
    show(registry, "requests_per_second", tags, RequestFigures::requestsPerSecond);
    show(registry, "failed_requests", tags, figures -> 100 * figures.failedShare());
    show(
        registry,
        "avg_response_time",
        tags,
        figures -> figures.responseTime().map(GatewayFigures::millis).orElse(Double.NaN));
    show(registry, "queue_length", tags, figures -> exchange.underWay());
    show(registry, "active_connections", tags, figures -> connections.getAsInt());
    for (var channel : exchange.states()) {
      showChannel(registry, Tags.of("target", channel.route().id()), channel);
    }
    if (registry.find("dependency_errors").gauge() == null) {
      exchange.states().forEach(channel -> showErrors(registry, channel.route().id(), errors));
    }
  }

  private void show(
      MeterRegistry registry, String name, Tags tags, ToDoubleFunction<RequestFigures> figure) {
    if (registry.find(name).gauge() == null) {
      Gauge.builder(name, requests, figure).tags(tags).strongReference(true).register(registry);
    }
  }

  private static void showChannel(MeterRegistry registry, Tags tags, ChannelState channel) {
    Gauge.builder("circuit_breaker_open", channel, state -> state.isOpen() ? 1 : 0)
        .tags(tags)
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "external_response_time",
            channel,
            state -> state.responseTime().map(GatewayFigures::millis).orElse(Double.NaN))
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  private static void showErrors(MeterRegistry registry, String target, DependencyErrors errors) {
    for (var kind : FailureKind.values()) {
      Gauge.builder(
              "dependency_errors",
              errors,
              all -> all.perSecond().getOrDefault(kind.word() + "_" + target, 0.0))
          .tags("kind", kind.word(), "target", target)
          .register(registry);
    }
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}
