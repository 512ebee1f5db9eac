package io.pilothouse.blueprints.service;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a blueprint says of one service. Pure.
 *
 * @param database where it keeps what it owns; empty where the document has no server
 * @param cache its distributed cache; empty where the document draws none to it
 * @param cacheStrategy how it caches; empty without a cache, or where the document is silent
 * @param cachePattern the name under which its values are cached
 * @param externals the systems of others that it calls
 * @param downstream the services that it calls
 * @param sends the queues that it sends to
 * @param consumes the queues that it works off
 * @param broker resource name of the namespace of its queues
 * @param pods how many of it there are at most
 */
public record ServiceIntent(
    Blueprint blueprint,
    Service service,
    Optional<Store> database,
    Optional<Cache> cache,
    Optional<CacheStrategy> cacheStrategy,
    String cachePattern,
    List<Called> externals,
    List<Service> downstream,
    List<MessageRoutes.Route> sends,
    List<MessageRoutes.Route> consumes,
    Optional<String> broker,
    int pods) {

  public ServiceIntent {
    externals = List.copyOf(externals);
    downstream = List.copyOf(downstream);
    sends = List.copyOf(sends);
    consumes = List.copyOf(consumes);
  }

  /** A database of a server. */
  public record Store(DatabaseServer server, String database) {}

  /** An external system. @param breaker how the document guards this service's calls to it */
  public record Called(ExternalSystem system, Optional<ExternalSystem.CircuitBreaker> breaker) {}

  /**
   * What the blueprint says of a service; empty if it has none of that id.
   *
   * <p>Where the document draws arrows to its cache, those services have it; where it draws none,
   * all of them.
   */
  public static Optional<ServiceIntent> of(Blueprint blueprint, String id) {
    return blueprint.services().stream()
        .filter(service -> service.id().equals(id))
        .findFirst()
        .map(service -> of(blueprint, service));
  }

  private static ServiceIntent of(Blueprint blueprint, Service service) {
    var calls = new CallGraph(blueprint);
    var routes = MessageRoutes.of(blueprint).routes();
    Optional<Cache> cache = cache(blueprint, service);
    List<MessageRoutes.Route> sends =
        routes.stream().filter(r -> r.senders().contains(service.deployment())).toList();
    List<MessageRoutes.Route> consumes =
        routes.stream().filter(r -> r.consumer().equals(service.deployment())).toList();
    var called = calls.services(service.id());
    return new ServiceIntent(
        blueprint,
        service,
        store(blueprint, service),
        cache,
        cache.flatMap(c -> blueprint.cacheStrategy()),
        pattern(blueprint, service),
        calls.externals(service.id()).stream()
            .flatMap(external -> called(blueprint, external, service.id()).stream())
            .toList(),
        blueprint.services().stream().filter(s -> called.contains(s.id())).toList(),
        sends,
        consumes,
        sends.stream()
            .findFirst()
            .or(() -> consumes.stream().findFirst())
            .map(MessageRoutes.Route::broker),
        service
            .autoscaling()
            .flatMap(Service.Autoscaling::maxReplicas)
            .map(most -> Math.max(most, service.replicas()))
            .orElse(service.replicas()));
  }

  private static Optional<Called> called(Blueprint blueprint, String external, String caller) {
    return blueprint.externalSystems().stream()
        .filter(system -> system.id().equals(external))
        .findFirst()
        .map(system ->
            new Called(
                system,
                system.circuitBreakers().stream()
                    .filter(breaker -> breaker.caller().equals(caller))
                    .findFirst()));
  }

  /** The database that names the service, else the first server's. */
  private static Optional<Store> store(Blueprint blueprint, Service service) {
    return blueprint.databaseServers().stream()
        .flatMap(server ->
            server.databases().stream()
                .filter(database -> database.service().filter(service.id()::equals).isPresent())
                .map(database -> new Store(server, database.name())))
        .findFirst()
        .or(() ->
            blueprint.databaseServers().stream()
                .findFirst()
                .map(server -> new Store(server, firstDatabase(blueprint, server))));
  }

  private static String firstDatabase(Blueprint blueprint, DatabaseServer server) {
    return server.databases().stream()
        .map(DatabaseServer.Database::name)
        .findFirst()
        .orElseGet(() -> blueprint.system().split("-", 2)[0]);
  }

  private static Optional<Cache> cache(Blueprint blueprint, Service service) {
    Set<String> drawn =
        blueprint.services().stream()
            .map(Service::id)
            .filter(id -> cachedBy(blueprint, id).isPresent())
            .collect(Collectors.toSet());
    return drawn.isEmpty()
        ? blueprint.caches().stream().findFirst()
        : cachedBy(blueprint, service.id());
  }

  /** Along arrows to a cache, through what stands between, such as a private endpoint. */
  private static Optional<Cache> cachedBy(Blueprint blueprint, String service) {
    var seen = new HashSet<String>();
    var next = new ArrayDeque<>(List.of(service));
    while (!next.isEmpty()) {
      String at = next.removeFirst();
      Optional<Cache> here =
          blueprint.caches().stream().filter(cache -> cache.id().equals(at)).findFirst();
      if (here.isPresent()) {
        return here;
      }
      if (seen.add(at)) {
        blueprint.relations().stream()
            .filter(r -> r.type() == Relation.Type.CACHE && r.from().equals(at))
            .map(Relation::to)
            .forEach(next::add);
      }
    }
    return Optional.empty();
  }

  /** The pattern that the document gives the service, else the one that shares its first word. */
  private static String pattern(Blueprint blueprint, Service service) {
    String word = service.id().toLowerCase(Locale.ROOT).split("[-_ ]", 2)[0];
    var patterns =
        blueprint.cacheStrategy().map(CacheStrategy::patterns).orElse(List.of()).stream()
            .map(CacheStrategy.Pattern::name)
            .toList();
    return patterns.stream()
        .filter(service.cachePatterns()::contains)
        .findFirst()
        .or(() -> patterns.stream().filter(name -> name.startsWith(word + "_")).findFirst())
        .orElse(word + "_data");
  }
}
