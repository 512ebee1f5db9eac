package io.pilothouse.apigateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pilothouse.apigateway.route.ChannelState;
import io.pilothouse.apigateway.route.UpstreamExchange;
import java.time.Duration;

/**
 * What the gateway sees of the services behind it, by route, under the documents' names: whether
 * the breaker is open, and how long they take to begin an answer, in milliseconds. Requests,
 * connections and dependency errors are the runtime's to count.
 */
final class RouteFigures implements MeterBinder {

  private final UpstreamExchange exchange;

  RouteFigures(UpstreamExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var channel : exchange.states()) {
      var tags = Tags.of("target", channel.route().id());
      Gauge.builder("circuit_breaker_open", channel, state -> state.isOpen() ? 1 : 0)
          .tags(tags)
          .strongReference(true)
          .register(registry);
      Gauge.builder("external_response_time", channel, RouteFigures::millis)
          .tags(tags)
          .strongReference(true)
          .register(registry);
    }
  }

  private static double millis(ChannelState state) {
    return state.responseTime().map(Duration::toNanos).map(nanos -> nanos / 1e6).orElse(Double.NaN);
  }
}
