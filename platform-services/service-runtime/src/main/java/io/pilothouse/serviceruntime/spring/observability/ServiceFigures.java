package io.pilothouse.serviceruntime.spring.observability;

import io.micrometer.core.instrument.Tags;
import io.pilothouse.serviceruntime.cache.TierCounts;
import io.pilothouse.serviceruntime.cache.TwoTierCaches;
import io.pilothouse.serviceruntime.data.PoolUse;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.external.ExternalClients;
import io.pilothouse.serviceruntime.external.ExternalSnapshot;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import io.pilothouse.serviceruntime.metrics.ExternalFigures;
import io.pilothouse.serviceruntime.metrics.QueueDepths;
import io.pilothouse.serviceruntime.metrics.RecentReads;
import io.pilothouse.serviceruntime.metrics.RecentShare;
import io.pilothouse.serviceruntime.metrics.RequestFigures;
import io.pilothouse.serviceruntime.metrics.RequestGate;
import io.pilothouse.serviceruntime.metrics.ServiceMetrics;
import io.pilothouse.serviceruntime.spring.observability.ServiceMetricsPublisher.Figure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads what the parts of the runtime count, as {@link ServiceMetrics} and as labelled figures. */
final class ServiceFigures implements Supplier<List<Figure>> {

  private static final List<String> OF_THE_SERVICE =
      List.of(
          "requests_per_second",
          "active_connections",
          "queue_length",
          "failed_requests",
          "avg_response_time",
          "cache_hit_ratio_local",
          "cache_hit_ratio_shared",
          "database_connection_pool",
          "database_connections_waiting",
          "replica_read_ratio");

  private final InstantSource clock;
  private final RequestFigures requests;
  private final RequestGate gate;
  private final IntSupplier connections;
  private final DependencyErrors errors;
  private final Parts parts;
  private final RecentReads reads = new RecentReads();
  private final RecentShare routes = new RecentShare();

  ServiceFigures(
      InstantSource clock,
      RequestFigures requests,
      RequestGate gate,
      IntSupplier connections,
      DependencyErrors errors,
      Parts parts) {
    this.clock = clock;
    this.requests = requests;
    this.gate = gate;
    this.connections = connections;
    this.errors = errors;
    this.parts = parts;
  }

  @Override
  public List<Figure> get() {
    var metrics = metrics();
    var named = metrics.byName();
    var figures = new ArrayList<Figure>();
    for (var name : OF_THE_SERVICE) {
      var value = named.get(name);
      if (value != null) {
        figures.add(Figure.of(name, value));
      }
    }
    var total = named.get("cache_hit_ratio");
    if (total != null) {
      figures.add(Figure.of("cache_hit_ratio", "pattern", "all", total));
    }
    metrics
        .cacheReads()
        .forEach((pattern, counts) -> {
          if (counts.reads() > 0) {
            figures.add(Figure.of("cache_hit_ratio", "pattern", pattern, counts.hitRatio()));
          }
        });
    metrics
        .externals()
        .forEach((system, external) -> {
          figures.add(Figure.of("circuit_breaker_open", "target", system, external.open() ? 1 : 0));
          external
              .responseTime()
              .ifPresent(time ->
                  figures.add(
                      Figure.of("external_response_time", "target", system, time.toNanos() / 1e6)));
        });
    metrics
        .dependencyErrors()
        .forEach((what, rate) -> {
          int end = what.indexOf('_');
          figures.add(
              new Figure(
                  "dependency_errors",
                  Tags.of("kind", what.substring(0, end), "target", what.substring(end + 1)),
                  rate));
        });
    parts
        .queues()
        .forEach(queues ->
            queues
                .waiting()
                .forEach((queue, waiting) ->
                    figures.add(Figure.of("message_queue_depth", "queue", queue, waiting))));
    return figures;
  }

  private ServiceMetrics metrics() {
    return new ServiceMetrics(
        requests.requestsPerSecond(),
        requests.failedShare(),
        requests.responseTime(),
        connections.getAsInt(),
        gate.waiting(),
        cacheReads(),
        pools(),
        replicaReads(),
        externals(),
        errors.perSecond());
  }

  private Map<String, TierCounts> cacheReads() {
    var recent = new HashMap<String, TierCounts>();
    parts
        .caches()
        .map(TwoTierCaches::snapshot)
        .forEach(counted -> {
          recent.putAll(reads.upTo(counted));
          reads.keep(clock.instant(), counted);
        });
    return recent;
  }

  private Map<String, PoolUse> pools() {
    var pools = new LinkedHashMap<String, PoolUse>();
    parts.databases().map(RoutedDatabase::snapshot).forEach(read -> pools.putAll(read.pools()));
    return pools;
  }

  private OptionalDouble replicaReads() {
    return parts
        .databases()
        .map(RoutedDatabase::snapshot)
        .filter(routing -> !routing.replicas().isEmpty())
        .findFirst()
        .map(routing -> routes.upTo(clock.instant(), routing.replicaReads(), routing.reads()))
        .orElse(OptionalDouble.empty());
  }

  private Map<String, ExternalFigures> externals() {
    var figures = new HashMap<String, ExternalFigures>();
    parts
        .externals()
        .flatMap(clients -> clients.all().stream())
        .map(client -> client.snapshot())
        .forEach(snapshot ->
            figures.put(
                snapshot.system(),
                new ExternalFigures(
                    snapshot.breaker() != ExternalSnapshot.Breaker.CLOSED,
                    snapshot.responseTime())));
    return figures;
  }

  /** The parts that a service may have, looked up anew each time: each is there or not. */
  interface Parts {
    Stream<TwoTierCaches> caches();

    Stream<RoutedDatabase> databases();

    Stream<ExternalClients> externals();

    Stream<QueueDepths> queues();
  }
}
