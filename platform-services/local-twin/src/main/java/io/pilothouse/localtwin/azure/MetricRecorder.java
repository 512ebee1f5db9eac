package io.pilothouse.localtwin.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples the live processes at a fixed pace into the store that the metrics are answered from, as
 * the agents on Azure's machines do. Each resource is sampled on its own thread, so that one that
 * hangs leaves a gap of its own and delays no other.
 */
final class MetricRecorder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricRecorder.class);
  private final AzureEstate estate;
  private final Clock clock;
  private final MetricStore store = new MetricStore();
  private final Map<String, PostgresSampler> postgres = new ConcurrentHashMap<>();
  private final Map<String, RedisSampler> redis = new ConcurrentHashMap<>();
  private final Map<String, BrokerSampler> brokers = new ConcurrentHashMap<>();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("azure-metrics").factory());
  private @Nullable ScheduledFuture<?> ticks;

  MetricRecorder(AzureEstate estate, Clock clock) {
    this.estate = estate;
    this.clock = clock;
  }

  void start(Duration every) {
    ticks =
        scheduler.scheduleWithFixedDelay(this::tick, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  MetricStore store() {
    return store;
  }

  @Override
  public void close() {
    if (ticks != null) {
      ticks.cancel(true);
    }
    scheduler.shutdownNow();
    postgres.values().forEach(PostgresSampler::close);
    redis.values().forEach(RedisSampler::close);
  }

  private void tick() {
    try {
      AzureScope scope = estate.scope();
      List<ServerFacts> servers = estate.servers();
      List<CacheFacts> caches = estate.caches();
      for (ServerFacts server : servers) {
        var sampler = postgres.computeIfAbsent(server.name(), n -> new PostgresSampler(clock));
        sample(scope.resourceId(FlexibleServers.TYPE, server.name()), () -> sampler.sample(server));
      }
      for (CacheFacts cache : caches) {
        var sampler = redis.computeIfAbsent(cache.name(), n -> new RedisSampler(clock));
        sample(scope.resourceId(RedisCaches.TYPE, cache.name()), () -> sampler.sample(cache));
      }
      for (BrokerFacts broker : estate.brokers()) {
        var sampler = brokers.computeIfAbsent(broker.name(), n -> new BrokerSampler());
        sample(
            scope.resourceId(BrokerSampler.NAMESPACES, broker.name()),
            () -> sampler.sample(broker));
      }
      for (ClusterFacts cluster : estate.clusters()) {
        sample(
            scope.resourceId(ManagedClusters.TYPE, cluster.name()),
            () -> ClusterSamples.of(cluster));
      }
      measured(scope);
    } catch (RuntimeException e) {
      // A scheduled task that throws never runs again; the next tick may find the estate well.
      log.warn("metrics of this tick are missing: {}", e.toString());
    }
  }

  private void measured(AzureScope scope) {
    if (!underWay.add("measured")) {
      return;
    }
    Thread.ofVirtual()
        .name("azure-sample")
        .start(() -> {
          try {
            List<Measurement> measured = estate.measured();
            Instant now = clock.instant();
            for (Measurement m : measured) {
              store.add(
                  scope.resourceId(m.type(), m.resource()),
                  new Sample(m.metric(), m.dimensions(), m.value()),
                  now);
            }
          } catch (RuntimeException e) {
            log.debug("nothing more was measured: {}", e.toString());
          } finally {
            underWay.remove("measured");
          }
        });
  }

  private void sample(String resource, Supplier<List<Sample>> sampler) {
    if (!underWay.add(resource)) {
      return;
    }
    Thread.ofVirtual()
        .name("azure-sample")
        .start(() -> {
          try {
            List<Sample> samples = sampler.get();
            Instant now = clock.instant();
            samples.forEach(s -> store.add(resource, s, now));
          } catch (RuntimeException e) {
            log.debug("no sample of {}: {}", resource, e.toString());
          } finally {
            underWay.remove(resource);
          }
        });
  }
}
