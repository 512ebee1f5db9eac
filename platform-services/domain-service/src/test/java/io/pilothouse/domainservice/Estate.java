package io.pilothouse.domainservice;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.broker.NamespaceSettings;
import io.pilothouse.localtwin.broker.QueueSettings;
import io.pilothouse.localtwin.broker.ServiceBusBroker;
import io.pilothouse.localtwin.external.ExternalStandIn;
import io.pilothouse.localtwin.external.ExternalSystems;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.ReplicaSpec;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import io.pilothouse.localtwin.redis.RedisBinary;
import io.pilothouse.localtwin.redis.RedisCluster;
import io.pilothouse.localtwin.redis.RedisClusterSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What the AI service of the event marketing system stands on: all of it real but the systems of
 * others.
 */
final class Estate implements AutoCloseable {
  static final String SYSTEM = "kt-event-marketing-prod";
  static final String SERVICE = "ai-service";
  static final String QUEUE = "ai-event-generation";
  static final String EXTERNAL = "claude-api";
  static final String PRIMARY = "aidb";
  private static final String SCHEMA = "?currentSchema=ai_service";
  static final String REPLICA = "aidb-replica";

  private final ProcessGuardian guardian;
  private final ClientResources resources = DefaultClientResources.create();
  final FlexibleServer database;
  final RedisCluster redis;
  final ServiceBusBroker broker;
  final ExternalSystems externals;

  private Estate(Path folder) throws IOException {
    guardian = ProcessGuardian.open(folder, "service");
    var cache = TwinHome.ofThisProcess().cache();
    var starting =
        CompletableFuture.supplyAsync(() ->
            RedisCluster.start(
                new RedisClusterSpec(
                    "redis", 1, 0, 32 << 20, "volatile-lru", Optional.empty(), Optional.empty()),
                RedisBinary.unpack(cache),
                guardian,
                Duration.ofHours(1),
                resources));
    database =
        FlexibleServer.start(
            new FlexibleServerSpec(
                PRIMARY,
                "15",
                "koreacentral",
                "1",
                new HighAvailability.Disabled(),
                List.of(new ReplicaSpec(REPLICA, "koreacentral", "2")),
                List.of("ai"),
                "aiadmin",
                60),
            PostgresBinaries.unpack(cache),
            guardian,
            SupervisionPolicy.visible(),
            Clock.systemUTC());
    redis = starting.join();
    broker =
        ServiceBusBroker.start(
            new NamespaceSettings(
                "sb",
                262_144,
                Stream.of(QUEUE, "content-generation", "distribution-jobs", "analytics-aggregation")
                    .map(QueueSettings::named)
                    .toList(),
                List.of()),
            Clock.systemUTC());
    externals = ExternalSystems.start(ShippedSystems.load(SYSTEM).orElseThrow());
  }

  static Estate start(Path folder) throws IOException {
    return new Estate(folder);
  }

  ExternalStandIn external() {
    return externals.system(EXTERNAL).orElseThrow();
  }

  /** Where all that is, as a deployment says it. */
  Map<String, Object> properties() {
    var application = database.application("ai");
    var properties = new HashMap<String, Object>();
    properties.put("server.port", "0");
    properties.put("management.server.port", "0");
    properties.put("pilothouse.database.primary.url", application.jdbcAddress() + SCHEMA);
    properties.put("pilothouse.database.primary.user", application.user());
    properties.put("pilothouse.database.primary.password", application.password());
    properties.put("pilothouse.database.pool.maximum", "4");
    properties.put("pilothouse.database.pool.minimum-idle", "1");
    properties.put("pilothouse.database.pool.connection-timeout", "3s");
    properties.put("pilothouse.database.replicas[0].name", REPLICA);
    properties.put(
        "pilothouse.database.replicas[0].url",
        database.at(REPLICA, application).jdbcAddress() + SCHEMA);
    properties.put("pilothouse.cache.redis-url", redis.url(redis.state().getFirst().name()));
    properties.put("pilothouse.cache.cluster", "true");
    properties.put("pilothouse.external." + EXTERNAL + ".url", external().address().toString());
    properties.put("pilothouse.messaging.connection-string", broker.connectionString());
    return properties;
  }

  @Override
  public void close() {
    externals.close();
    broker.close();
    redis.close();
    database.close();
    guardian.close();
    var _ = resources.shutdown();
  }
}
