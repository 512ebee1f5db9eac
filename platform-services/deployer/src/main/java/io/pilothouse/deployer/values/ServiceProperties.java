package io.pilothouse.deployer.values;

import io.pilothouse.blueprints.service.ServiceIntent;
import io.pilothouse.deployer.values.ServiceValues.SecretProperty;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service is told at its start: the properties of the runtime below {@code pilothouse}, and
 * which of them are secrets. What the document is silent on is left to the runtime's own defaults.
 */
final class ServiceProperties {
  private static final String PASSWORD = "pilothouse.database.primary.password";

  private final Blueprint blueprint;
  private final Edges edges;
  private final boolean inPods;
  private final boolean workloadIdentity;

  /** Makes it. @param inPods whether databases and caches run in the cluster */
  ServiceProperties(Blueprint blueprint, Edges edges, boolean inPods, boolean workloadIdentity) {
    this.blueprint = blueprint;
    this.edges = edges;
    this.inPods = inPods;
    this.workloadIdentity = workloadIdentity;
  }

  /** The {@code application.yaml} of a service that reaches these components. */
  Map<String, Object> config(Service service, List<Component> reached) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("system", blueprint.system());
    properties.put("component", service.id());
    var intent = ServiceIntent.of(blueprint, service.id()).orElseThrow();
    properties.put("service", IntentProperties.of(intent, reached));
    only(reached, DatabaseServer.class)
        .ifPresent(server -> properties.put("database", database(service, server)));
    only(reached, Cache.class).ifPresent(cache -> properties.put("cache", cache(service, cache)));
    only(reached, MessageBroker.class)
        .ifPresent(broker -> properties.put("messaging", messaging(broker, intent)));
    Map<String, Object> external = external(service, reached);
    if (!external.isEmpty()) {
      properties.put("external", external);
    }
    reached.stream()
        .filter(c -> c instanceof ManagedService m && m.type().equals("key-vault"))
        .findFirst()
        .filter(_ -> workloadIdentity)
        .ifPresent(_ -> properties.put("secrets", vault(service, reached)));
    return Map.of("pilothouse", properties);
  }

  /** Where the secrets are read again while the service runs, and which: it may read no others. */
  private Map<String, Object> vault(Service service, List<Component> reached) {
    var vault = new LinkedHashMap<String, Object>();
    vault.put("vault-url", "https://" + AzureNames.vault(blueprint) + ".vault.azure.net");
    var names = new LinkedHashMap<String, String>();
    secrets(service, reached).forEach(secret -> names.put(secret.name(), secret.property()));
    if (!names.isEmpty()) {
      vault.put("names", names);
    }
    return vault;
  }

  /** Of these properties, those that are secret, by their names in the store. */
  List<SecretProperty> secrets(Service service, List<Component> reached) {
    var secrets = new ArrayList<SecretProperty>();
    only(reached, DatabaseServer.class)
        .ifPresent(
            server -> secrets.add(new SecretProperty(passwordName(service, server), PASSWORD)));
    only(reached, Cache.class)
        .filter(cache -> !cacheInPods(cache))
        .ifPresent(cache ->
            secrets.add(new SecretProperty(cache.id() + "-url", "pilothouse.cache.redis-url")));
    only(reached, MessageBroker.class)
        .filter(_ -> !workloadIdentity)
        .ifPresent(broker ->
            secrets.add(
                new SecretProperty(
                    broker.id() + "-connection-string", "pilothouse.messaging.connection-string")));
    return secrets;
  }

  /** A service has a role of its own on a managed server, and the pod's only one in a pod. */
  private String passwordName(Service service, DatabaseServer server) {
    return inPods || server.deployment().isPresent()
        ? DataInPods.passwordName(server.id())
        : passwordName(service);
  }

  /** Name in the vault of the password of a service's own role. */
  static String passwordName(Service service) {
    return service.deployment() + "-database-password";
  }

  /** The role that a service has on a managed server. */
  static String role(Service service) {
    return DataInPods.identifier(service.deployment());
  }

  private Map<String, Object> database(Service service, DatabaseServer server) {
    boolean pod = inPods || server.deployment().isPresent();
    String database = DataInPods.databaseOf(blueprint, server, Optional.of(service.id()));
    var properties = new LinkedHashMap<String, Object>();
    String host = pod ? DataInPods.name(server) : AzureNames.host(server);
    properties.put("primary", member(server.resourceName(), host, server, database, service, pod));
    var replicas = new ArrayList<Map<String, Object>>();
    for (var replica : replicas(server)) {
      String there = AzureNames.databaseHost(replica.resourceName());
      var member = member(replica.resourceName(), there, server, database, service, pod);
      // Roles are replicated with the data: one password is all of theirs.
      member.put("password", "${" + PASSWORD + "}");
      replicas.add(member);
    }
    if (!replicas.isEmpty()) {
      properties.put("replicas", replicas);
    }
    properties.put("pods", podsOf(server));
    server.connectionPool().ifPresent(pool -> properties.put("pool", pool(pool)));
    server
        .maxConnections()
        .ifPresent(limit ->
            properties.put(
                "server-connection-limit", limit - server.reservedConnections().orElse(0)));
    server
        .replication()
        .flatMap(DatabaseServer.ReplicationObjective::maximumLag)
        .ifPresent(lag -> properties.put("lag-objective", lag.toString()));
    return properties;
  }

  private static Map<String, Object> member(
      String name,
      String host,
      DatabaseServer server,
      String database,
      Service service,
      boolean pod) {
    var member = new LinkedHashMap<String, Object>();
    member.put("name", name);
    member.put(
        "url",
        "jdbc:postgresql://%s:%d/%s?currentSchema=%s&sslmode=%s"
            .formatted(
                host, server.port(), database, schema(service), pod ? "disable" : "require"));
    member.put("user", pod ? DataInPods.identifier(database) : role(service));
    return member;
  }

  /** Of every service that connects to it, at most: they share its connections. */
  private int podsOf(DatabaseServer server) {
    return blueprint.services().stream()
        .filter(service -> edges.from(service).contains(server))
        .mapToInt(
            service -> inPods ? 1 : ServiceIntent.of(blueprint, service.id()).orElseThrow().pods())
        .sum();
  }

  /** Where a service keeps its tables: domain-service makes the same of its id. */
  static String schema(Service service) {
    return service.id().replace('-', '_');
  }

  private List<DatabaseServer.Replica> replicas(DatabaseServer server) {
    return inPods ? List.of() : server.replicas();
  }

  private static Map<String, Object> pool(DatabaseServer.ConnectionPool pool) {
    var properties = new LinkedHashMap<String, Object>();
    pool.maximumPoolSize().ifPresent(size -> properties.put("maximum", size));
    pool.minimumIdle().ifPresent(idle -> properties.put("minimum-idle", idle));
    pool.connectionTimeout().ifPresent(t -> properties.put("connection-timeout", t.toString()));
    pool.idleTimeout().ifPresent(t -> properties.put("idle-timeout", t.toString()));
    pool.maximumLifetime().ifPresent(t -> properties.put("maximum-lifetime", t.toString()));
    return properties;
  }

  private boolean cacheInPods(Cache cache) {
    return inPods || cache.deployment().isPresent();
  }

  private Map<String, Object> cache(Service service, Cache cache) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("component", cache.id());
    if (cache.clustering() && !cacheInPods(cache)) {
      properties.put("cluster", true);
    }
    if (cacheInPods(cache)) {
      properties.put(
          "redis-url", "redis://" + DataInPods.name(cache) + ":" + DataInPods.port(cache));
    }
    blueprint
        .cacheStrategy()
        .ifPresent(strategy -> {
          strategy
              .local()
              .ifPresent(local -> {
                properties.put("local-time-to-live", local.timeToLive().toString());
                local
                    .maximumEntries()
                    .ifPresent(most -> properties.put("local-maximum-entries", most));
              });
          strategy
              .distributed()
              .ifPresent(
                  tier -> properties.put("shared-time-to-live", tier.timeToLive().toString()));
          Map<String, Object> patterns = patterns(service, strategy);
          if (!patterns.isEmpty()) {
            properties.put("patterns", patterns);
          }
        });
    return properties;
  }

  /** Those that the service is said to use; all, where the document says it of no service. */
  private Map<String, Object> patterns(Service service, CacheStrategy strategy) {
    boolean byService = blueprint.services().stream().anyMatch(s -> !s.cachePatterns().isEmpty());
    var patterns = new LinkedHashMap<String, Object>();
    strategy.patterns().stream()
        .filter(pattern -> !byService || service.cachePatterns().contains(pattern.name()))
        .forEach(pattern -> patterns.put(pattern.name(), pattern.timeToLive().toString()));
    return patterns;
  }

  private Map<String, Object> messaging(MessageBroker broker, ServiceIntent intent) {
    var properties = new LinkedHashMap<String, Object>();
    if (workloadIdentity) {
      properties.put("namespace", AzureNames.host(broker));
    }
    // Under the blueprint's id its failures are counted.
    properties.put("broker", broker.id());
    properties.putAll(IntentProperties.queues(intent, broker));
    return properties;
  }

  private static Map<String, Object> external(Service service, List<Component> reached) {
    var all = new LinkedHashMap<String, Object>();
    for (var component : reached) {
      if (component instanceof ExternalSystem system) {
        var properties = new LinkedHashMap<String, Object>();
        system.host().ifPresent(host -> properties.put("url", "https://" + host));
        system.circuitBreakers().stream()
            .filter(breaker -> breaker.caller().equals(service.id()))
            .forEach(breaker -> {
              breaker.timeout().ifPresent(t -> properties.put("timeout", t.toString()));
              breaker
                  .failureRateThreshold()
                  .ifPresent(share -> properties.put("failure-rate", share));
            });
        all.put(system.id(), properties);
      }
    }
    return all;
  }

  private static <T> Optional<T> only(List<Component> reached, Class<T> type) {
    return reached.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
