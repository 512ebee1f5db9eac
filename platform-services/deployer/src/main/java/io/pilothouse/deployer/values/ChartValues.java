package io.pilothouse.deployer.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values of the chart {@code helm/system} for one system, in the chart's own words. What is
 * absent or empty is left to the chart's {@code values.yaml}; {@code values.schema.json} says what
 * each may be.
 *
 * @param system key of the blueprint
 * @param environment {@code production} or {@code development}
 * @param alerts what the document's rules watch that Prometheus measures too
 * @param destinations what pods may reach beside each other, by the component's id
 * @param services by the component's id
 * @param databaseRoles what a Job makes on managed servers before a release, by the server's id
 * @param databases PostgreSQL in pods, by the component's id
 * @param caches Redis in pods, by the component's id
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ChartValues(
    String system,
    String environment,
    Image image,
    Rollout rollout,
    Placement placement,
    Identity identity,
    Secrets secrets,
    Security security,
    Ingress ingress,
    Monitoring monitoring,
    Optional<Alerts> alerts,
    Optional<String> serviceMesh,
    Map<String, Destination> destinations,
    Map<String, ServiceValues> services,
    Map<String, ServerRoles> databaseRoles,
    Map<String, DatabaseValues> databases,
    Map<String, CacheValues> caches) {

  /** Whose client ids a deployment has to give in {@code azure.clientIds}. */
  public Set<String> identities() {
    var all = new TreeSet<String>();
    if (identity.workloadIdentity()) {
      all.addAll(services.keySet());
      if (!databaseRoles.isEmpty()) {
        all.add(ServerRoles.JOB);
      }
    }
    return all;
  }

  /** Names of the services whose autoscalers follow a metric of their own, in order. */
  public List<String> scaledByOwnMetrics() {
    return services.values().stream()
        .filter(service ->
            service.autoscaling().stream()
                .flatMap(scaling -> scaling.metrics().stream())
                .anyMatch(metric -> metric.kind().equals("custom")))
        .map(ServiceValues::name)
        .sorted()
        .toList();
  }

  /** Where the image is from. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Image(String registry, String repository) {}

  /**
   * How a release takes over.
   *
   * @param strategy {@code blueGreen} or {@code rollingUpdate}
   * @param progressDeadlineSeconds a release that is not up by then has failed
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Rollout(
      String strategy, Optional<Long> progressDeadlineSeconds, Optional<Boolean> autoPromotion) {}

  /** How pods are spread. */
  public record Placement(boolean acrossZones, boolean apartByNode) {}

  /** Who the pods are to Azure. */
  public record Identity(boolean workloadIdentity) {}

  /** Where secrets are. @param store {@code keyVault}, {@code kubernetes} or {@code none} */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Secrets(String store, Optional<String> vault, Optional<String> existingSecret) {}

  /** Who signs tokens. @param namespace where it runs */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Security(String issuer, String namespace) {}

  /** The way in. @param controller {@code applicationGateway}, {@code nginx} or {@code none} */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Ingress(String controller, Optional<Source> from, List<Route> routes) {

    /** Whence the traffic comes: addresses, or namespaces of the cluster. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Source(List<String> cidrs, List<String> namespaces) {}

    /** What leads to a service. @param service its id */
    public record Route(String path, String service) {}
  }

  /** Who reads the metrics. @param namespace whence */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Monitoring(String collector, Optional<String> namespace) {}

  /** Rules for a Prometheus of the cluster; the chart makes them where a deployment asks for it. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Alerts(List<Rule> rules) {

    /**
     * One rule, in the document's words and unit.
     *
     * @param comparison {@code above} or {@code below}: where it fires
     * @param window as Prometheus writes durations, such as {@code 5m}
     */
    public record Rule(
        String id,
        String name,
        String severity,
        String metric,
        String comparison,
        double threshold,
        String unit,
        String window) {}
  }

  /** Addresses and ports, or the pods of a database or cache of the chart. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Destination(
      Optional<String> pods, List<String> cidrs, List<String> except, List<Ports> ports) {

    /** One port, or all from it to {@code endPort}. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Ports(int port, Optional<Integer> endPort) {
      static Ports of(int port) {
        return new Ports(port, Optional.empty());
      }
    }
  }

  /** PostgreSQL in a pod. @param passwordKey key of the existing Secret that holds its password */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record DatabaseValues(
      String name,
      String image,
      int port,
      String database,
      String user,
      String passwordKey,
      String storage,
      Resources resources) {}

  /** Redis in a pod. @param storage of its disk, where it keeps anything */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record CacheValues(
      String name,
      String image,
      int port,
      String maximumMemory,
      String evictionPolicy,
      Optional<String> storage,
      Resources resources) {}

  /** Requests and limits, as Kubernetes quantities by resource. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Resources(Map<String, String> requests, Map<String, String> limits) {
    public Resources {
      requests = Collections.unmodifiableMap(new TreeMap<>(requests));
      limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    }
  }
}
