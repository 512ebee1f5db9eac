package io.pilothouse.localtwin;

import io.lettuce.core.resource.ClientResources;
import io.pilothouse.localtwin.external.ExternalSystems;
import io.pilothouse.localtwin.load.DatabaseSecret;
import io.pilothouse.localtwin.load.LoadGenerator;
import io.pilothouse.localtwin.load.LoadPlan;
import io.pilothouse.localtwin.load.ServiceContainers;
import io.pilothouse.localtwin.load.SimulatedService;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The services at work: each on its database, the cache and the external systems that it calls, and
 * the visitors who call them. Safe for use by any thread.
 */
public final class ServiceLoad implements AutoCloseable {

  private final List<SimulatedService> services;
  private final Map<ServiceWiring.DatabasePlace, DatabaseSecret> secrets;
  private final Processes processes;
  private final ServiceContainers containers;
  private final ExternalSystems externals;
  private final HttpClient http;
  private final ExecutorService httpThreads;
  private final LoadGenerator generator;

  private ServiceLoad(
      List<SimulatedService> services,
      Map<ServiceWiring.DatabasePlace, DatabaseSecret> secrets,
      Processes processes,
      ServiceContainers containers,
      ExternalSystems externals,
      HttpClient http,
      ExecutorService httpThreads,
      LoadGenerator generator) {
    this.services = List.copyOf(services);
    this.secrets = secrets;
    this.processes = processes;
    this.containers = containers;
    this.externals = externals;
    this.http = http;
    this.httpThreads = httpThreads;
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
    var externals = ExternalSystems.start(blueprint);
    var httpThreads = Executors.newVirtualThreadPerTaskExecutor();
    var http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(httpThreads).build();
    var services = new ArrayList<SimulatedService>();
    try {
      var wiring =
          new ServiceWiring(blueprint, options, processes, containers, resources, externals, http);
      plan.services().forEach(service -> services.add(wiring.service(service)));
      CompletableFuture.allOf(
              services.stream()
                  .map(service -> CompletableFuture.runAsync(service::prepare, executor))
                  .toArray(CompletableFuture[]::new))
          .join();
      services.forEach(containers::serve);
      var generator = new LoadGenerator(plan, services, options.clock(), new SplittableRandom());
      generator.start();
      return new ServiceLoad(
          services,
          wiring.secrets(),
          processes,
          containers,
          externals,
          http,
          httpThreads,
          generator);
    } catch (RuntimeException e) {
      services.forEach(SimulatedService::close);
      http.shutdownNow();
      httpThreads.shutdownNow();
      externals.close();
      throw e;
    }
  }

  /** The visitors. */
  public LoadGenerator generator() {
    return generator;
  }

  /** What plays the external systems. */
  public ExternalSystems externals() {
    return externals;
  }

  /** What runs in the pods' containers, and tells what is measured of them. */
  public ServiceContainers containers() {
    return containers;
  }

  public List<SimulatedService> services() {
    return services;
  }

  /** The service of a blueprint's id. */
  public Optional<SimulatedService> service(String id) {
    return services.stream().filter(service -> service.id().equals(id)).findFirst();
  }

  /**
   * Changes the passwords of the applications at a server and ends their sessions. The new ones are
   * in the vault; the services that run are not told.
   *
   * @param server its resource name
   */
  public void rotateSecrets(String server) {
    secrets.forEach((place, secret) -> {
      if (place.server().equals(server)) {
        secret.replace(processes.server(server).rotatePassword(place.database()).password());
      }
    });
  }

  /** Makes every service of a server read the vault again. */
  public void deliverSecrets(String server) {
    services.stream()
        .filter(service -> service.usesServer(server))
        .forEach(SimulatedService::readSecret);
  }

  @Override
  public void close() {
    generator.close();
    services.parallelStream().forEach(SimulatedService::close);
    http.shutdownNow();
    httpThreads.shutdownNow();
    externals.close();
  }
}
