package io.pilothouse.deployer.values;

import io.pilothouse.deployer.values.ChartValues.CacheValues;
import io.pilothouse.deployer.values.ChartValues.DatabaseValues;
import io.pilothouse.deployer.values.ChartValues.Resources;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL and Redis as StatefulSets of the chart. */
final class DataInPods {
  static final int REDIS_PORT = 6379;
  private static final String POSTGRESQL_VERSION = "15";
  private static final String REDIS_IMAGE = "docker.io/library/redis:7.2";

  /** Of a managed server's disk, development needs no more. */
  private static final int DEVELOPMENT_GIGABYTES = 20;

  private static final Resources DATABASE =
      new Resources(Map.of("cpu", "250m", "memory", "512Mi"), Map.of("memory", "1Gi"));
  private static final Resources CACHE =
      new Resources(Map.of("cpu", "100m", "memory", "128Mi"), Map.of("memory", "384Mi"));

  private DataInPods() {}

  static Map<String, DatabaseValues> databases(Blueprint blueprint, boolean all) {
    var values = new LinkedHashMap<String, DatabaseValues>();
    for (var server : blueprint.databaseServers()) {
      if (all || server.deployment().isPresent()) {
        values.put(server.id(), database(blueprint, server));
      }
    }
    return values;
  }

  static Map<String, CacheValues> caches(Blueprint blueprint, boolean all) {
    var values = new LinkedHashMap<String, CacheValues>();
    for (var cache : blueprint.caches()) {
      if (all || cache.deployment().isPresent()) {
        values.put(cache.id(), cache(blueprint, cache));
      }
    }
    return values;
  }

  static String name(DatabaseServer server) {
    return server.deployment().orElse(server.id());
  }

  static String name(Cache cache) {
    return cache.deployment().orElse(cache.id());
  }

  /** The database that a service has on a server: its own, else the system's. */
  static String databaseOf(Blueprint blueprint, DatabaseServer server, Optional<String> service) {
    List<DatabaseServer.Database> databases = server.databases();
    return databases.stream()
        .filter(database -> service.isPresent() && database.service().equals(service))
        .findFirst()
        .or(() -> databases.stream().findFirst())
        .map(DatabaseServer.Database::name)
        .orElse(identifier(blueprint.system().split("-", 2)[0]));
  }

  /** Key of the development Secret, and name in the vault, of a server's password. */
  static String passwordName(String server) {
    return server + "-password";
  }

  static String identifier(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  private static DatabaseValues database(Blueprint blueprint, DatabaseServer server) {
    String database = databaseOf(blueprint, server, Optional.empty());
    int gigabytes =
        server.deployment().isPresent()
            ? server.storageGigabytes()
            : Math.min(server.storageGigabytes(), DEVELOPMENT_GIGABYTES);
    return new DatabaseValues(
        name(server),
        "docker.io/library/postgres:" + server.version().orElse(POSTGRESQL_VERSION),
        server.port(),
        database,
        identifier(database),
        passwordName(server.id()),
        gigabytes + "Gi",
        DATABASE);
  }

  private static CacheValues cache(Blueprint blueprint, Cache cache) {
    boolean kept = cache.deployment().isPresent() && cache.persistence().isPresent();
    return new CacheValues(
        name(cache),
        REDIS_IMAGE,
        port(cache),
        "256mb",
        blueprint
            .cacheStrategy()
            .flatMap(strategy -> strategy.distributed())
            .flatMap(tier -> tier.evictionPolicy())
            .filter(policy -> policy.matches("(allkeys|volatile)-(lru|lfu)|volatile-ttl"))
            .orElse("volatile-lru"),
        kept ? Optional.of("1Gi") : Optional.empty(),
        CACHE);
  }

  /** In pods nobody speaks TLS to it. */
  static int port(Cache cache) {
    return cache.deployment().isPresent() ? cache.port() : REDIS_PORT;
  }
}
