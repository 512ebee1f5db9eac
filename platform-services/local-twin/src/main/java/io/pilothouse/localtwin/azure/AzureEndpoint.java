package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP endpoint that stands for Azure's resource manager and Monitor: loopback only, a free
 * port, a bearer token required, one virtual thread for a request. It answers from the live state
 * of {@link AzureEstate} and has {@link AzureEffects} done; module README lists what it answers.
 */
public final class AzureEndpoint implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AzureEndpoint.class);
  private static final Duration SAMPLE_EVERY = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Set<String> PROCESSES =
      Set.of("Microsoft.ServiceBus/namespaces", "Microsoft.Cache/redisEnterprise");

  private final AzureEstate estate;
  private final EndpointFaults faults;
  private final AsyncOperations operations;
  private final MetricRecorder recorder;
  private final List<StoredResources> stored;
  private final ResourceSettings settings;
  private final AlertMonitor alerts;
  private final ResourceHealth health;
  private final RepeatedLooks looks = new RepeatedLooks();
  private final ResourceGroups groups;
  private final ArmRouter router;
  private final ArmGate gate;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private AzureEndpoint(
      AzureEstate estate,
      AzureEffects effects,
      AzureTokens tokens,
      ReceiverChannels channels,
      Clock clock,
      HttpServer server) {
    this.estate = estate;
    this.server = server;
    this.faults = new EndpointFaults(clock);
    var activity = new ActivityLog(estate.scope(), clock);
    this.operations = new AsyncOperations(clock);
    this.recorder = new MetricRecorder(estate, clock);
    var store = new ResourceStore();
    this.settings = new ResourceSettings(store);
    this.stored =
        StoredType.ALL.stream()
            .map(type ->
                new StoredResources(
                    type,
                    estate.scope(),
                    store,
                    new MessageCounts(estate)::in,
                    (name, body) -> made(effects, type.name(), name, body)))
            .toList();
    var children = new ChildResources(store);
    var providers =
        new ArrayList<ResourceProvider>(
            List.of(
                new FlexibleServers(estate, effects, operations, settings, activity, children),
                new RedisCaches(estate, effects, settings, operations, children),
                new ManagedClusters(estate, effects, settings, operations)));
    providers.addAll(stored);
    var locks = new StoredExtensions("Microsoft.Authorization/locks", store);
    var vaults = new DeletedVaults(estate.scope(), store, clock);
    this.groups = new ResourceGroups(estate.scope(), effects, operations, store, locks, vaults);
    var deployments =
        new TemplateDeployments(
            estate.scope(),
            this::routed,
            () -> providers.stream().flatMap(p -> p.list().stream()).toList(),
            this::preflight,
            new VaultSecrets(store),
            operations,
            threads,
            clock);
    var fired = new FiredAlerts();
    this.alerts =
        new AlertMonitor(
            estate.scope(),
            store,
            recorder.store()::read,
            fired,
            new ActionGroups(estate.scope(), store, channels),
            clock);
    this.health = new ResourceHealth(estate, clock);
    List<ExtensionProvider> extensions =
        List.of(
            new AlertsManagement(estate.scope(), fired, clock),
            health,
            activity,
            CostManagement.query(estate::costs, clock),
            CostManagement.forecast(estate::costs, clock),
            new RoleAssignments(estate.scope(), store),
            locks,
            vaults,
            deployments,
            new StoredExtensions("Microsoft.Insights/diagnosticSettings", store),
            new StoredExtensions("Microsoft.Insights/dataCollectionRuleAssociations", store),
            new ResourceGraph(
                estate.scope(), new GraphTables(estate.scope(), providers, health, fired), clock));
    this.router =
        new ArmRouter(
            estate,
            providers,
            extensions,
            operations,
            new MetricQueries(estate, recorder, id -> store.get(id).isPresent(), clock),
            faults,
            groups,
            vaults,
            new AzureOffer(estate.scope(), clock));
    this.gate = new ArmGate(estate.scope(), tokens, faults, activity, router, clock);
  }

  /** From now on there is no resource group: nothing has been deployed yet. */
  public void clear() {
    groups.clear();
  }

  /** What a deployment asks of providers. */
  private Arm.Response routed(Arm.Request request) {
    return router.answer(request);
  }

  private void preflight(TemplateResource resource, ObjectNode body, boolean exists) {
    faults
        .provisioning()
        .check(
            resource.type(),
            resource.name(),
            resource.id(),
            ArmRouter.zoned(body),
            exists,
            estate.scope().location());
  }

  /** Some resources that are configuration have a process beside it. */
  private static void made(AzureEffects effects, String type, String name, ObjectNode body) {
    if (!PROCESSES.contains(type)) {
      return;
    }
    try {
      effects.create(type, name, body);
    } catch (AzureEffects.EffectFailedException e) {
      throw new Arm.Failure(500, "InternalServerError", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Arm.Failure(503, "ServerUnavailable", "The service is shutting down.");
    }
  }

  /**
   * Writes configuration, in this order, as a deployment would: creates resources that are nothing
   * else, and sets what is written down of those with processes.
   *
   * @throws IllegalArgumentException if the endpoint does not know a type, or refuses one
   */
  public void deploy(List<StoredResource> resources) {
    for (StoredResource resource : resources) {
      try {
        deploy(resource);
      } catch (Arm.Failure failure) {
        throw new IllegalArgumentException(
            resource.type() + " " + resource.names() + ": " + failure.getMessage(), failure);
      }
    }
  }

  private void deploy(StoredResource resource) {
    String[] parts = resource.type().split("/", -1);
    String type = parts[0] + "/" + parts[1];
    Optional<StoredResources> provider =
        stored.stream().filter(s -> s.type().equalsIgnoreCase(type)).findFirst();
    if (provider.isPresent()) {
      provider
          .get()
          .put(List.of(parts).subList(2, parts.length), resource.names(), resource.body());
    } else {
      settings.write(
          type, estate.scope().resourceId(type, resource.names().getFirst()), resource.body());
    }
  }

  /**
   * Starts listening, sampling and evaluating alert rules.
   *
   * @param channels how the receivers of action groups are reached
   * @throws IOException if no loopback port can be had
   */
  public static AzureEndpoint start(
      AzureEstate estate,
      AzureEffects effects,
      AzureTokens tokens,
      ReceiverChannels channels,
      Clock clock)
      throws IOException {
    // Without it the JDK's server waits for a delayed acknowledgement on every answer: 40 ms each.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var endpoint = new AzureEndpoint(estate, effects, tokens, channels, clock, server);
    server.createContext("/", endpoint::handle);
    server.setExecutor(endpoint.threads);
    server.start();
    endpoint.recorder.start(SAMPLE_EVERY);
    endpoint.looks.start(LOOK_EVERY, List.of(endpoint.alerts::look, endpoint.health::look));
    log.info("azure endpoint listens on {}", endpoint.url());
    return endpoint;
  }

  /** Base URL, {@code http://127.0.0.1:port}. */
  public URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** The faults that a rehearsal turns on. */
  public EndpointFaults faults() {
    return faults;
  }

  @Override
  public void close() {
    looks.close();
    recorder.close();
    operations.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      if (faults.current() == EndpointFaults.Kind.CUT || faults.lost(ArmHttp.host(exchange))) {
        return; // closing without an answer ends the connection
      }
      String requestId = UUID.randomUUID().toString();
      Map<String, String> headers = ArmHttp.headers(requestId);
      Arm.Response response;
      try {
        response =
            gate.answer(
                ArmHttp.authorization(exchange),
                role -> ArmHttp.request(exchange, role, requestId, url()),
                headers);
      } catch (Arm.Failure failure) {
        response = failure.response();
      } catch (RuntimeException e) {
        log.warn("azure endpoint could not answer {}", exchange.getRequestURI().getPath(), e);
        response =
            new Arm.Failure(500, "InternalServerError", "The server encountered an error.")
                .response();
      }
      headers.putAll(response.headers());
      ArmHttp.send(exchange, response, headers);
    } catch (IOException e) {
      log.debug("caller went away: {}", e.getMessage());
    }
  }
}
