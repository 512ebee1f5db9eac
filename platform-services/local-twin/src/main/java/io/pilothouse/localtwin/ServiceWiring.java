package io.pilothouse.localtwin;

import io.lettuce.core.resource.ClientResources;
import io.pilothouse.localtwin.external.ExternalStandIn;
import io.pilothouse.localtwin.external.ExternalSystems;
import io.pilothouse.localtwin.load.DatabaseSecret;
import io.pilothouse.localtwin.load.ServiceContainers;
import io.pilothouse.localtwin.load.ServiceDependencies;
import io.pilothouse.localtwin.load.ServicePlan;
import io.pilothouse.localtwin.load.SimulatedService;
import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.serviceruntime.cache.RedisStore;
import io.pilothouse.serviceruntime.data.DatabaseEndpoint;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.external.CallPolicy;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connects each service with what the blueprint says that it stands on. Used by one thread. */
final class ServiceWiring {

  private static final Duration REDIS_PATIENCE = Duration.ofMillis(500);
  private static final Duration REDIS_RETRY = Duration.ofSeconds(5);

  private final Blueprint blueprint;
  private final EstatePlan estate;
  private final TwinOptions options;
  private final Processes processes;
  private final ServiceContainers containers;
  private final ClientResources resources;
  private final ExternalSystems externals;
  private final HttpClient http;

  /** By server and database. */
  private final Map<DatabasePlace, DatabaseSecret> secrets = new HashMap<>();

  ServiceWiring(
      Blueprint blueprint,
      TwinOptions options,
      Processes processes,
      ServiceContainers containers,
      ClientResources resources,
      ExternalSystems externals,
      HttpClient http) {
    this.blueprint = blueprint;
    this.estate = new EstatePlan(blueprint);
    this.options = options;
    this.processes = processes;
    this.containers = containers;
    this.resources = resources;
    this.externals = externals;
    this.http = http;
  }

  /** What the services made so far connect with, by where they do. */
  Map<DatabasePlace, DatabaseSecret> secrets() {
    return Map.copyOf(secrets);
  }

  SimulatedService service(ServicePlan plan) {
    return new SimulatedService(
        plan,
        estate.cachePolicy(),
        new ServiceDependencies(database(plan.id()), sharedCache(), targets(plan), http),
        containers,
        options.clock());
  }

  private ServiceDependencies.Database database(String service) {
    var declared = serverOf(service);
    var server = processes.server(declared.resourceName());
    String name = databaseOf(declared, service);
    var application = server.application(name);
    var components = new HashMap<String, String>();
    components.put(declared.resourceName(), declared.id());
    declared.replicas().forEach(r -> components.put(r.resourceName(), r.id()));
    var pool = estate.primaryPool(declared);
    return new ServiceDependencies.Database(
        declared.id(),
        new RoutedDatabase(
            endpoint(declared.resourceName(), application),
            declared.replicas().stream()
                .map(r -> endpoint(r.resourceName(), server.at(r.resourceName(), application)))
                .toList(),
            pool,
            estate.replicaPool(declared),
            estate.routing(declared),
            options.clock()),
        components,
        pool.connectionTimeout(),
        secrets.computeIfAbsent(
            new DatabasePlace(declared.resourceName(), name),
            first -> new DatabaseSecret(application.user(), application.password())));
  }

  /** The system's cache; empty where the document has none. */
  private Optional<ServiceDependencies.SharedCache> sharedCache() {
    return blueprint.caches().stream()
        .findFirst()
        .map(declared ->
            new ServiceDependencies.SharedCache(
                declared.id(),
                RedisStore.ofCluster(
                    processes.cache(declared.resourceName()).addresses(),
                    resources,
                    REDIS_PATIENCE),
                REDIS_PATIENCE,
                REDIS_RETRY));
  }

  private List<ServiceDependencies.ExternalTarget> targets(ServicePlan plan) {
    return blueprint.externalSystems().stream()
        .filter(system -> plan.externals().contains(system.id()))
        .map(system -> {
          ExternalStandIn standIn = externals.system(system.id()).orElseThrow();
          return new ServiceDependencies.ExternalTarget(
              system.id(), standIn::address, policy(system, plan.id()));
        })
        .toList();
  }

  /** The document's breaker of this caller, filled up with what is usual. */
  private static CallPolicy policy(ExternalSystem system, String caller) {
    var usual = CallPolicy.usual();
    return system.circuitBreakers().stream()
        .filter(breaker -> breaker.caller().equals(caller))
        .findFirst()
        .map(breaker ->
            usual
                .within(breaker.timeout().orElse(usual.timeout()))
                .openingAt(breaker.failureRateThreshold().orElse(usual.failureRateThreshold())))
        .orElse(usual);
  }

  /** The server that names the service, else the first. */
  private DatabaseServer serverOf(String service) {
    return blueprint.databaseServers().stream()
        .filter(server -> server.databases().stream().anyMatch(d -> owns(d, service)))
        .findFirst()
        .orElseGet(() -> blueprint.databaseServers().getFirst());
  }

  private String databaseOf(DatabaseServer server, String service) {
    return server.databases().stream()
        .filter(database -> owns(database, service))
        .map(DatabaseServer.Database::name)
        .findFirst()
        .orElseGet(() -> estate.databases(server).getFirst());
  }

  private static boolean owns(DatabaseServer.Database database, String service) {
    return database.service().filter(service::equals).isPresent();
  }

  private static DatabaseEndpoint endpoint(String name, ConnectionTarget target) {
    return new DatabaseEndpoint(name, target.jdbcAddress(), target.user(), target.password());
  }

  /** A database on the server of a resource name. */
  record DatabasePlace(String server, String database) {}
}
