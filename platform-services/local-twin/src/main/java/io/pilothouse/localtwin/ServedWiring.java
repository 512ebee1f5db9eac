package io.pilothouse.localtwin;

import io.pilothouse.blueprints.service.ServiceIntent;
import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.serviceruntime.data.PoolSettings;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a process of a service connects with on a twin, as {@code pilothouse.*} properties: the
 * places of its database with its own role, of Redis, of the broker, of the external systems. Used
 * by any thread.
 */
final class ServedWiring {
  /** Services that any system may have beside those of its document. */
  private static final Set<String> PLATFORM = Set.of("auth-service", "api-gateway");

  private final Blueprint blueprint;
  private final TwinParts parts;
  private final EstatePlan plan;
  private final Map<String, String> properties = new HashMap<>();

  ServedWiring(Blueprint blueprint, TwinParts parts) {
    this.blueprint = blueprint;
    this.parts = parts;
    this.plan = new EstatePlan(blueprint);
  }

  Map<String, String> of(String service) {
    Optional<ServiceIntent> intent = ServiceIntent.of(blueprint, service);
    if (intent.isEmpty() && !PLATFORM.contains(service)) {
      throw new IllegalArgumentException(
          "%s has no service '%s'; it has %s, and any system may have %s"
              .formatted(
                  blueprint.system(),
                  service,
                  blueprint.services().stream().map(s -> s.id()).toList(),
                  PLATFORM.stream().sorted().toList()));
    }
    properties.put("pilothouse.system", blueprint.system());
    properties.put("pilothouse.component", service);
    intent
        .flatMap(ServiceIntent::database)
        .or(this::firstDatabase)
        .ifPresent(store -> database(store.server(), store.database(), schema(service)));
    (intent.isPresent() ? intent.get().cache() : blueprint.caches().stream().findFirst())
        .ifPresent(cache -> cache(cache.resourceName()));
    intent.ifPresent(this::others);
    return Map.copyOf(properties);
  }

  /**
   * Domain services share databases, and keep their tables apart; the platform's have their own.
   */
  private static String schema(String service) {
    return PLATFORM.contains(service) ? "" : "?currentSchema=" + service.replace('-', '_');
  }

  private Optional<ServiceIntent.Store> firstDatabase() {
    return blueprint.databaseServers().stream()
        .findFirst()
        .map(server -> new ServiceIntent.Store(server, plan.databases(server).getFirst()));
  }

  private void database(DatabaseServer declared, String database, String schema) {
    var server = parts.processes().server(declared.resourceName());
    ConnectionTarget application = server.application(database);
    put("database.primary.name", declared.resourceName());
    put("database.primary.url", application.jdbcAddress() + schema);
    put("database.primary.user", application.user());
    put("database.primary.password", application.password());
    for (int i = 0; i < declared.replicas().size(); i++) {
      String name = declared.replicas().get(i).resourceName();
      put("database.replicas[" + i + "].name", name);
      put("database.replicas[" + i + "].url", server.at(name, application).jdbcAddress() + schema);
    }
    PoolSettings pool = plan.primaryPool(declared);
    put("database.pool.maximum", Integer.toString(pool.maximumConnections()));
    put("database.pool.minimum-idle", Integer.toString(pool.minimumIdle()));
    put("database.pool.connection-timeout", pool.connectionTimeout().toString());
    // The twin's own services share the server's connections with this one process.
    put("database.pods", "1");
  }

  private void cache(String cache) {
    put(
        "cache.redis-url",
        parts.processes().cache(cache).state().stream()
            .map(node -> parts.processes().cache(cache).url(node.name()))
            .collect(Collectors.joining(",")));
    put("cache.cluster", "true");
  }

  private void others(ServiceIntent intent) {
    intent
        .broker()
        .ifPresent(broker ->
            put(
                "messaging.connection-string",
                parts.processes().broker(broker).connectionString()));
    parts
        .load()
        .get()
        .ifPresent(load ->
            intent
                .externals()
                .forEach(called ->
                    load.externals()
                        .system(called.system().id())
                        .ifPresent(standIn ->
                            put(
                                "external." + called.system().id() + ".url",
                                standIn.address().toString()))));
  }

  private void put(String name, String value) {
    properties.put("pilothouse." + name, value);
  }
}
