package io.pilothouse.localtwin;

import io.lettuce.core.resource.ClientResources;
import io.pilothouse.localtwin.load.LoadGenerator;
import io.pilothouse.localtwin.load.LoadPlan;
import io.pilothouse.localtwin.load.ServiceContainers;
import io.pilothouse.localtwin.load.ServicePlan;
import io.pilothouse.localtwin.load.SimulatedService;
import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.serviceruntime.cache.RedisStore;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.data.DatabaseEndpoint;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The services at work: each on its database and the cache, and the visitors who call them. */
final class ServiceLoad implements AutoCloseable {

  private static final Duration REDIS_PATIENCE = Duration.ofMillis(500);
  private static final Duration REDIS_RETRY = Duration.ofSeconds(5);

  private final List<SimulatedService> services;
  private final LoadGenerator generator;

  private ServiceLoad(List<SimulatedService> services, LoadGenerator generator) {
    this.services = services;
    this.generator = generator;
  }

  /** Prepares the services' data, gives the pods to the services and starts the load. */
  static ServiceLoad start(
      Blueprint blueprint,
      TwinOptions options,
      Processes processes,
      ServiceContainers containers,
      ClientResources resources,
      Executor executor) {
    var plan = LoadPlan.of(blueprint, options.peakRequestsPerSecond());
    var services = new ArrayList<SimulatedService>();
    try {
      plan.services().stream()
          .map(service -> service(blueprint, options, processes, resources, service))
          .forEach(services::add);
      CompletableFuture.allOf(
              services.stream()
                  .map(service -> CompletableFuture.runAsync(service::prepare, executor))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (RuntimeException e) {
      services.forEach(SimulatedService::close);
      throw e;
    }
    services.forEach(containers::serve);
    var generator = new LoadGenerator(plan, services, options.clock(), new SplittableRandom());
    generator.start();
    return new ServiceLoad(List.copyOf(services), generator);
  }

  LoadGenerator generator() {
    return generator;
  }

  @Override
  public void close() {
    generator.close();
    services.parallelStream().forEach(SimulatedService::close);
  }

  private static SimulatedService service(
      Blueprint blueprint,
      TwinOptions options,
      Processes processes,
      ClientResources resources,
      ServicePlan plan) {
    var estate = new EstatePlan(blueprint);
    var declared = serverOf(blueprint, plan.service());
    var server = processes.server(declared.resourceName());
    var application =
        server.application(databaseOf(estate, declared, serviceId(blueprint, plan.service())));
    var replicas =
        declared.replicas().stream()
            .map(r -> endpoint(r.resourceName(), server.at(r.resourceName(), application)))
            .toList();
    var database =
        new RoutedDatabase(
            endpoint(declared.resourceName(), application),
            replicas,
            estate.primaryPool(declared),
            estate.replicaPool(declared),
            estate.routing(declared),
            options.clock());
    return new SimulatedService(
        plan,
        estate.cachePolicy(),
        sharedTier(blueprint, processes, resources, options),
        database,
        options.clock());
  }

  /** The system's cache; empty where the document has none. */
  private static Optional<SharedTier> sharedTier(
      Blueprint blueprint, Processes processes, ClientResources resources, TwinOptions options) {
    return blueprint.caches().stream()
        .findFirst()
        .map(declared -> processes.cache(declared.resourceName()))
        .map(cache ->
            new SharedTier(
                RedisStore.ofCluster(cache.addresses(), resources, REDIS_PATIENCE),
                REDIS_RETRY,
                options.clock()));
  }

  /** The server that names the service, else the first. */
  private static DatabaseServer serverOf(Blueprint blueprint, String deployment) {
    String id = serviceId(blueprint, deployment);
    return blueprint.databaseServers().stream()
        .filter(server -> server.databases().stream().anyMatch(d -> owns(d, id)))
        .findFirst()
        .orElseGet(() -> blueprint.databaseServers().getFirst());
  }

  private static String databaseOf(EstatePlan estate, DatabaseServer server, String serviceId) {
    return server.databases().stream()
        .filter(database -> owns(database, serviceId))
        .map(DatabaseServer.Database::name)
        .findFirst()
        .orElseGet(() -> estate.databases(server).getFirst());
  }

  private static boolean owns(DatabaseServer.Database database, String serviceId) {
    return database.service().filter(serviceId::equals).isPresent();
  }

  private static String serviceId(Blueprint blueprint, String deployment) {
    return blueprint.services().stream()
        .filter(service -> service.deployment().equals(deployment))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static DatabaseEndpoint endpoint(String name, ConnectionTarget target) {
    return new DatabaseEndpoint(name, target.jdbcAddress(), target.user(), target.password());
  }
}
