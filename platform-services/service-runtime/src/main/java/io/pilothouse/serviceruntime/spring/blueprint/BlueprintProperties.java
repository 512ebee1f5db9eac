package io.pilothouse.serviceruntime.spring.blueprint;

import io.pilothouse.blueprints.service.MessageRoutes;
import io.pilothouse.blueprints.service.ResourceName;
import io.pilothouse.blueprints.service.ServiceIntent;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a blueprint says of one service, as {@code pilothouse.*} properties: its figures and its
 * addresses in Azure. Where the document is silent a property is absent, and the runtime's own
 * default holds. Passwords are in no document. Pure.
 */
final class BlueprintProperties {
  private static final String DATABASE = "pilothouse.database.";
  private static final String CACHE = "pilothouse.cache.";
  private static final String SERVICE = "pilothouse.service.";

  /** The bean that handles the messages of a domain service's queues. */
  private static final String QUEUE_WORKER = "queueWorker";

  private final Map<String, Object> properties = new LinkedHashMap<>();

  private BlueprintProperties() {}

  /** By name, in the order in which a reader looks for them. */
  static Map<String, Object> of(ServiceIntent intent) {
    var all = new BlueprintProperties();
    all.identity(intent);
    intent.database().ifPresent(store -> all.database(store, intent));
    all.cache(intent);
    intent.externals().forEach(all::external);
    intent.downstream().forEach(service -> all.downstream(service, intent));
    all.messaging(intent);
    return Map.copyOf(all.properties);
  }

  private void identity(ServiceIntent intent) {
    Service service = intent.service();
    put("pilothouse.system", intent.blueprint().system());
    put("pilothouse.component", service.id());
    put("spring.application.name", service.id());
    put("server.port", service.port());
    put(SERVICE + "name", service.name());
    put(SERVICE + "system-name", intent.blueprint().name());
    service.purpose().ifPresent(purpose -> put(SERVICE + "purpose", purpose));
    service.architecture().ifPresent(style -> put(SERVICE + "architecture", style));
    service.source().ifPresent(source -> put(SERVICE + "source", source.toString()));
    put(SERVICE + "collection", ResourceName.plural(service));
    put(SERVICE + "cache-pattern", intent.cachePattern());
  }

  private void database(ServiceIntent.Store store, ServiceIntent intent) {
    DatabaseServer server = store.server();
    put(DATABASE + "primary.name", server.resourceName());
    String schema = intent.service().id().replace('-', '_');
    put(
        DATABASE + "primary.url",
        address(server.host(), server, server.resourceName(), store) + schema);
    for (int i = 0; i < server.replicas().size(); i++) {
      String replica = server.replicas().get(i).resourceName();
      put(DATABASE + "replicas[" + i + "].name", replica);
      put(
          DATABASE + "replicas[" + i + "].url",
          address(Optional.empty(), server, replica, store) + schema);
    }
    put(DATABASE + "pods", podsOf(server, intent));
    server.maxConnections().ifPresent(most -> put(DATABASE + "server-connection-limit", most));
    server
        .replication()
        .flatMap(DatabaseServer.ReplicationObjective::maximumLag)
        .ifPresent(lag -> put(DATABASE + "lag-objective", lag));
    server.connectionPool().ifPresent(this::pool);
  }

  /** Of every service that keeps its data there. */
  private static int podsOf(DatabaseServer server, ServiceIntent intent) {
    return intent.blueprint().services().stream()
        .flatMap(service -> ServiceIntent.of(intent.blueprint(), service.id()).stream())
        .filter(other ->
            other.database().filter(store -> store.server().id().equals(server.id())).isPresent())
        .mapToInt(ServiceIntent::pods)
        .sum();
  }

  private void pool(DatabaseServer.ConnectionPool pool) {
    pool.maximumPoolSize().ifPresent(most -> put(DATABASE + "pool.maximum", most));
    pool.minimumIdle().ifPresent(idle -> put(DATABASE + "pool.minimum-idle", idle));
    pool.connectionTimeout().ifPresent(t -> put(DATABASE + "pool.connection-timeout", t));
    pool.idleTimeout().ifPresent(t -> put(DATABASE + "pool.idle-timeout", t));
    pool.maximumLifetime().ifPresent(t -> put(DATABASE + "pool.maximum-lifetime", t));
  }

  /**
   * A pod's by the name of its Service; a Flexible Server's by its resource name. The schema's name
   * is to follow: services of one database keep out of each other's way.
   */
  private static String address(
      Optional<String> host, DatabaseServer server, String name, ServiceIntent.Store store) {
    boolean inCluster = server.deployment().isPresent();
    String reached =
        inCluster
            ? server.deployment().orElse(name)
            : host.orElse(name + ".postgres.database.azure.com");
    return "jdbc:postgresql://"
        + reached
        + ":"
        + server.port()
        + "/"
        + store.database()
        + (inCluster ? "?" : "?sslmode=require&")
        + "currentSchema=";
  }

  private void cache(ServiceIntent intent) {
    intent
        .cache()
        .ifPresent(cache -> {
          boolean inCluster = cache.deployment().isPresent();
          put(CACHE + "component", cache.id());
          put(
              CACHE + "redis-url",
              inCluster
                  ? "redis://" + cache.deployment().orElse(cache.resourceName()) + ":6379"
                  : "rediss://"
                      + cache.host().orElse(cache.resourceName() + ".redis.cache.windows.net")
                      + ":"
                      + cache.port());
          put(CACHE + "cluster", cache.clustering());
        });
    intent.cacheStrategy().ifPresent(this::strategy);
  }

  private void strategy(CacheStrategy strategy) {
    strategy
        .local()
        .ifPresent(local -> {
          put(CACHE + "local-time-to-live", local.timeToLive());
          local
              .maximumEntries()
              .ifPresent(entries -> put(CACHE + "local-maximum-entries", entries));
        });
    strategy
        .distributed()
        .ifPresent(shared -> put(CACHE + "shared-time-to-live", shared.timeToLive()));
    strategy
        .patterns()
        .forEach(pattern -> put(CACHE + "patterns[" + pattern.name() + "]", pattern.timeToLive()));
  }

  /** Without a host in the document the address is the deployment's to say. */
  private void external(ServiceIntent.Called called) {
    String at = "pilothouse.external." + called.system().id() + ".";
    called.system().host().ifPresent(host -> put(at + "url", "https://" + host + "/"));
    called
        .breaker()
        .flatMap(ExternalSystem.CircuitBreaker::timeout)
        .ifPresent(timeout -> put(at + "timeout", timeout));
    called
        .breaker()
        .flatMap(ExternalSystem.CircuitBreaker::failureRateThreshold)
        .ifPresent(share -> put(at + "failure-rate", share));
    called
        .system()
        .purpose()
        .ifPresent(purpose -> put(SERVICE + "externals." + called.system().id(), purpose));
  }

  private void downstream(Service service, ServiceIntent intent) {
    String at = SERVICE + "downstream." + service.id() + ".";
    put(
        at + "url",
        "http://%s.%s.svc.cluster.local:%d"
            .formatted(
                service.deployment(), intent.blueprint().cluster().namespace(), service.port()));
    put(at + "collection", ResourceName.plural(service));
  }

  private void messaging(ServiceIntent intent) {
    intent
        .broker()
        .ifPresent(
            broker -> put("pilothouse.messaging.namespace", broker + ".servicebus.windows.net"));
    Stream.concat(intent.sends().stream(), intent.consumes().stream())
        .findFirst()
        .ifPresent(route -> put("pilothouse.messaging.broker", route.component()));
    queues("sends", intent.sends());
    queues("consumes", intent.consumes());
    intent
        .consumes()
        .forEach(route -> {
          String at = "pilothouse.messaging.queues[" + route.queue() + "].";
          put(at + "handler", QUEUE_WORKER);
          put(at + "sessions", route.sessions());
        });
    for (int i = 0; i < intent.sends().size(); i++) {
      put("pilothouse.messaging.watched[" + i + "]", intent.sends().get(i).queue());
    }
  }

  private void queues(String what, List<MessageRoutes.Route> routes) {
    for (int i = 0; i < routes.size(); i++) {
      put(SERVICE + what + "[" + i + "].queue", routes.get(i).queue());
      put(SERVICE + what + "[" + i + "].sessions", routes.get(i).sessions());
    }
  }

  private void put(String name, Object value) {
    properties.put(name, value.toString());
  }
}
