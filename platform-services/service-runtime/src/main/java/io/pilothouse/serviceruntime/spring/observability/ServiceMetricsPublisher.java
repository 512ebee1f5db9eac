package io.pilothouse.serviceruntime.spring.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pilothouse.serviceruntime.spring.ServiceIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a service's figures each second under the names that dashboards, alert rules and
 * autoscalers read. What nothing was counted for is absent rather than zero.
 */
final class ServiceMetricsPublisher implements MeterBinder, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceMetricsPublisher.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final ServiceIdentity identity;
  private final Supplier<List<Figure>> figures;
  private final List<Registered> registries = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("service-metrics").factory());
  private final ScheduledFuture<?> publishing;

  ServiceMetricsPublisher(ServiceIdentity identity, Supplier<List<Figure>> figures) {
    this.identity = identity;
    this.figures = figures;
    this.publishing =
        clockwork.scheduleAtFixedRate(
            this::publish, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    registries.add(new Registered(registry));
    publish();
  }

  @Override
  public void close() {
    publishing.cancel(true);
    clockwork.shutdownNow();
  }

  private synchronized void publish() {
    try {
      var rows = new HashMap<String, List<Row<?>>>();
      for (var figure : figures.get()) {
        rows.computeIfAbsent(figure.name(), first -> new ArrayList<>())
            .add(Row.of(figure.labels(), figure.value()));
      }
      registries.forEach(registry -> registry.show(rows));
    } catch (RuntimeException e) {
      LOG.warn("service figures not published", e);
    }
  }

  /**
   * One value.
   *
   * @param labels beyond the service's own
   */
  record Figure(String name, Tags labels, double value) {

    static Figure of(String name, double value) {
      return new Figure(name, Tags.empty(), value);
    }

    static Figure of(String name, String label, String labelValue, double value) {
      return new Figure(name, Tags.of(label, labelValue), value);
    }
  }

  /** The gauges in one registry. Used under the publisher's monitor. */
  private final class Registered {
    private final MeterRegistry registry;
    private final Map<String, MultiGauge> gauges = new HashMap<>();

    Registered(MeterRegistry registry) {
      this.registry = registry;
    }

    void show(Map<String, List<Row<?>>> rows) {
      rows.keySet().forEach(name -> gauges.computeIfAbsent(name, this::gauge));
      gauges.forEach((name, gauge) -> gauge.register(rows.getOrDefault(name, List.of()), true));
    }

    private MultiGauge gauge(String name) {
      return MultiGauge.builder(name)
          .tag("service", identity.component())
          .tag("system", identity.system())
          .register(registry);
    }
  }
}
