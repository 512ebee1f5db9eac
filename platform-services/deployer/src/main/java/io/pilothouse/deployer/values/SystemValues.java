package io.pilothouse.deployer.values;

import io.pilothouse.deployer.values.ChartValues.Destination;
import io.pilothouse.deployer.values.ChartValues.Resources;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * From a blueprint to the values of {@code helm/system}. A pure function: what the document says is
 * there, what it leaves open is the chart's default, and what only a deployment knows (tag, tenant,
 * client ids) is not there at all.
 */
public final class SystemValues {
  /** Where auth-service of {@code helm/pilothouse} answers. */
  private static final ChartValues.Security OUR_TOKENS =
      new ChartValues.Security(
          "http://auth-service.pilothouse.svc.cluster.local:8080", "pilothouse");

  private final Blueprint blueprint;
  private final Stage stage;
  private final boolean asDocumented;
  private final boolean keyVault;
  private final Edges edges;
  private final Destinations destinations;
  private final ServiceProperties properties;

  private SystemValues(Blueprint blueprint, Stage stage) {
    this.blueprint = blueprint;
    this.stage = stage;
    this.asDocumented = stage == Stage.of(blueprint);
    this.keyVault = stage == Stage.PRODUCTION;
    this.edges = new Edges(blueprint);
    this.destinations = new Destinations(blueprint, !asDocumented);
    this.properties = new ServiceProperties(blueprint, edges, !asDocumented, keyVault);
  }

  /** The values of a system as its document has it. */
  public static ChartValues of(Blueprint blueprint) {
    return of(blueprint, Stage.of(blueprint));
  }

  /**
   * The values of a system for a stage.
   *
   * @throws IllegalArgumentException for production of what its document means for development
   */
  public static ChartValues of(Blueprint blueprint, Stage stage) {
    if (stage == Stage.PRODUCTION && Stage.of(blueprint) == Stage.DEVELOPMENT) {
      throw new IllegalArgumentException(
          blueprint.system()
              + " is described for development only; its production needs a document of its own");
    }
    return new SystemValues(blueprint, stage).values();
  }

  private ChartValues values() {
    return new ChartValues(
        blueprint.system(),
        stage.word(),
        new ChartValues.Image(AzureNames.registry(blueprint), "domain-service"),
        rollout(),
        placement(),
        new ChartValues.Identity(keyVault),
        secrets(),
        OUR_TOKENS,
        Entry.of(blueprint, edges, destinations, asDocumented),
        monitoring(),
        Optional.of(ServiceAlerts.of(blueprint))
            .filter(rules -> stage == Stage.PRODUCTION && !rules.isEmpty())
            .map(ChartValues.Alerts::new),
        blueprint
            .cluster()
            .serviceMesh()
            .filter(mesh -> asDocumented && mesh.toLowerCase(Locale.ROOT).contains("istio"))
            .map(_ -> "istio"),
        reached(),
        services(),
        keyVault ? ServerRoles.of(blueprint, edges) : Map.of(),
        DataInPods.databases(blueprint, !asDocumented),
        DataInPods.caches(blueprint, !asDocumented));
  }

  private ChartValues.Rollout rollout() {
    boolean blueGreen =
        asDocumented
            && blueprint
                .changePolicy()
                .flatMap(policy -> policy.deploymentStrategy())
                .filter(words -> words.toLowerCase(Locale.ROOT).contains("blue"))
                .isPresent();
    return new ChartValues.Rollout(
        blueGreen ? "blueGreen" : "rollingUpdate",
        blueprint
            .objectives()
            .rollbackTime()
            .or(() -> blueprint.objectives().deploymentTime())
            .map(Duration::toSeconds),
        // A change that needs an approval waits for one between the new pods and the traffic.
        blueGreen
            ? Optional.of(!blueprint.changePolicy().orElseThrow().approvalRequired())
            : Optional.empty());
  }

  private ChartValues.Placement placement() {
    Optional<Cluster.Spread> spread = blueprint.cluster().spread().filter(_ -> asDocumented);
    return new ChartValues.Placement(
        spread.filter(Cluster.Spread::acrossZones).isPresent(),
        spread.filter(Cluster.Spread::antiAffinityByNode).isPresent());
  }

  private ChartValues.Secrets secrets() {
    return keyVault
        ? new ChartValues.Secrets(
            "keyVault", Optional.of(AzureNames.vault(blueprint)), Optional.empty())
        : new ChartValues.Secrets(
            "kubernetes", Optional.empty(), Optional.of(blueprint.system() + "-secrets"));
  }

  private ChartValues.Monitoring monitoring() {
    if (stage == Stage.DEVELOPMENT) {
      return new ChartValues.Monitoring("none", Optional.empty());
    }
    boolean ownPrometheus =
        AzureNames.managed(blueprint, "metrics")
            .filter(metrics -> metrics.name().toLowerCase(Locale.ROOT).contains("prometheus"))
            .isPresent();
    return ownPrometheus
        ? new ChartValues.Monitoring("prometheusOperator", Optional.of("monitoring"))
        : new ChartValues.Monitoring("azureManagedPrometheus", Optional.empty());
  }

  private Map<String, Destination> reached() {
    var all = new LinkedHashMap<String, Destination>();
    for (var service : blueprint.services()) {
      for (var component : edges.from(service)) {
        destinations
            .id(component)
            .filter(id -> !id.equals(Destinations.INTERNET))
            .ifPresent(id -> all.putIfAbsent(id, destinations.of(component)));
      }
    }
    if (blueprint.services().stream().anyMatch(this::needsInternet)) {
      all.put(Destinations.INTERNET, Destinations.internet());
    }
    return all;
  }

  private boolean needsInternet(Service service) {
    // Workload identity signs in at Microsoft Entra ID.
    return keyVault
        || edges.from(service).stream()
            .anyMatch(c -> destinations.id(c).filter(Destinations.INTERNET::equals).isPresent());
  }

  private Map<String, ServiceValues> services() {
    var all = new LinkedHashMap<String, ServiceValues>();
    blueprint.services().forEach(service -> all.put(service.id(), service(service)));
    return all;
  }

  private ServiceValues service(Service service) {
    List<Component> ends = edges.from(service);
    var reaches = new LinkedHashSet<String>();
    ends.forEach(end -> destinations.id(end).ifPresent(reaches::add));
    if (needsInternet(service)) {
      reaches.add(Destinations.INTERNET);
    }
    return new ServiceValues(
        service.deployment(),
        service.port(),
        asDocumented ? service.replicas() : 1,
        asDocumented ? resources(service) : Optional.empty(),
        asDocumented ? Scaling.of(service) : Optional.empty(),
        asDocumented ? service.minAvailable() : Optional.empty(),
        asDocumented ? Pools.of(blueprint, service) : Optional.empty(),
        ends.stream().filter(Service.class::isInstance).map(Component::id).toList(),
        List.copyOf(reaches),
        properties.secrets(service, ends),
        properties.config(service, ends));
  }

  private static Optional<Resources> resources(Service service) {
    if (service.requests().isEmpty() && service.limits().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Resources(
            service.requests().map(SystemValues::amounts).orElse(Map.of()),
            service.limits().map(SystemValues::amounts).orElse(Map.of())));
  }

  private static Map<String, String> amounts(Service.Resources resources) {
    return Map.of("cpu", resources.cpu(), "memory", resources.memory());
  }
}
