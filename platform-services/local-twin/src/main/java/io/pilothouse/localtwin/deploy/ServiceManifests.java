package io.pilothouse.localtwin.deploy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.load.LoadPlan;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Kubernetes objects that a blueprint's services mean. Where the document is silent,
 * Kubernetes' own defaults hold; pure, no cluster needed.
 */
public final class ServiceManifests {

  /** What those charts ask for where nobody says otherwise. */
  private static final String DATA_DISK = "8Gi";

  /** The versions of the processes behind these pods. */
  private static final String POSTGRES_IMAGE = "postgres:15.19.0";

  private static final String REDIS_IMAGE = "redis:7.0.15";

  private final Blueprint blueprint;
  private final String namespace;

  public ServiceManifests(Blueprint blueprint) {
    this.blueprint = blueprint;
    this.namespace = blueprint.cluster().namespace();
  }

  /** What stands around the pods: namespace, accounts, services, budgets, policies. */
  public List<ObjectNode> surroundings() {
    var all = new ArrayList<ObjectNode>();
    var space = object("v1", "Namespace", namespace);
    child(space, "metadata").remove("namespace");
    all.add(space);
    for (var service : blueprint.services()) {
      all.add(object("v1", "ServiceAccount", account(service)));
      all.add(service(service));
      service.minAvailable().ifPresent(least -> all.add(budget(service, least)));
    }
    blueprint
        .network()
        .ifPresent(network ->
            network
                .networkPolicies()
                .forEach(policy -> all.add(NetworkPolicies.object(policy, namespace))));
    for (var server : blueprint.databaseServers()) {
      server
          .deployment()
          .ifPresent(name -> all.addAll(backing(name, POSTGRES_IMAGE, server.port())));
    }
    for (var cache : blueprint.caches()) {
      cache.deployment().ifPresent(name -> all.addAll(backing(name, REDIS_IMAGE, cache.port())));
    }
    return all;
  }

  /** The Deployments of one release. */
  public List<ObjectNode> deployments(Release release) {
    return blueprint.services().stream().map(service -> deployment(service, release)).toList();
  }

  /** The objects of one service's chart: its Deployment and what reaches it. */
  List<ObjectNode> chart(Service service, Release release) {
    return List.of(service(service), deployment(service, release));
  }

  /** The values that make a chart this release. */
  ObjectNode values(Service service, Release release) {
    var values = JsonNodeFactory.instance.objectNode();
    values.put("replicaCount", service.replicas());
    values
        .putObject("image")
        .put("repository", registry() + "/" + service.deployment())
        .put("tag", release.tag());
    return values;
  }

  /** The autoscalers; a service whose document gives no range has none. */
  public List<ObjectNode> autoscalers() {
    var all = new ArrayList<ObjectNode>();
    for (var service : blueprint.services()) {
      service
          .autoscaling()
          .filter(scaling -> scaling.minReplicas().isPresent())
          .filter(scaling -> scaling.maxReplicas().isPresent())
          .ifPresent(scaling -> all.add(autoscaler(service, scaling)));
    }
    return all;
  }

  /** The image of a service in a release. */
  public String image(Service service, Release release) {
    return registry() + "/" + service.deployment() + ":" + release.tag();
  }

  private String registry() {
    return blueprint.managedServices().stream()
        .filter(managed -> managed.type().equals("container-registry"))
        .findFirst()
        .map(ServiceManifests::registryHost)
        .orElse(blueprint.system().replaceAll("[^a-z0-9]", "") + ".azurecr.io");
  }

  private static String registryHost(ManagedService registry) {
    return registry.properties().get("host") instanceof String host
        ? host
        : registry.resourceName().orElse(registry.id()) + ".azurecr.io";
  }

  private ObjectNode deployment(Service service, Release release) {
    var deployment = object("apps/v1", "Deployment", service.deployment());
    labels(child(deployment, "metadata"), service);
    child(deployment, "metadata")
        .putObject("annotations")
        .put("kubernetes.io/change-cause", release.changeCause());
    var spec = deployment.putObject("spec");
    spec.put("replicas", service.replicas());
    spec.put("revisionHistoryLimit", 10);
    blueprint
        .objectives()
        .rollbackTime()
        .ifPresent(limit -> spec.put("progressDeadlineSeconds", limit.toSeconds()));
    // All new pods come up before the first old one goes, as near to blue-green as a Deployment is.
    spec.putObject("strategy")
        .put("type", "RollingUpdate")
        .putObject("rollingUpdate")
        .put("maxSurge", "100%")
        .put("maxUnavailable", 0);
    selector(spec, service);
    var template = spec.putObject("template");
    labels(template.putObject("metadata"), service);
    podSpec(template.putObject("spec"), service, release);
    return deployment;
  }

  private void podSpec(ObjectNode spec, Service service, Release release) {
    spec.put("serviceAccountName", account(service));
    pool(service).ifPresent(pool -> Placement.inPool(spec, pool));
    blueprint.cluster().spread().ifPresent(spread -> Placement.spread(spec, spread, service));
    var container = spec.putArray("containers").addObject();
    container.put("name", service.deployment());
    container.put("image", image(service, release));
    container
        .putArray("ports")
        .addObject()
        .put("name", "http")
        .put("containerPort", service.port());
    var environment = container.putArray("env");
    environment.addObject().put("name", "RELEASE").put("value", release.tag());
    var resources = container.putObject("resources");
    requests(service).ifPresent(amount -> resources(resources.putObject("requests"), amount));
    service.limits().ifPresent(amount -> resources(resources.putObject("limits"), amount));
    probe(container.putObject("readinessProbe"), "/actuator/health/readiness");
    probe(container.putObject("livenessProbe"), "/actuator/health/liveness");
  }

  private ObjectNode service(Service service) {
    var object = object("v1", "Service", service.deployment());
    labels(child(object, "metadata"), service);
    var spec = object.putObject("spec");
    spec.putObject("selector").put("app", service.deployment());
    spec.putArray("ports")
        .addObject()
        .put("name", "http")
        .put("port", service.port())
        .put("targetPort", "http");
    return object;
  }

  /**
   * The StatefulSet and Service of a database or cache that the document puts into a pod, as the
   * usual charts of PostgreSQL and Redis make them.
   */
  private List<ObjectNode> backing(String name, String image, int port) {
    var set = object("apps/v1", "StatefulSet", name);
    child(set, "metadata").putObject("labels").put("app", name).put("tier", "data");
    var spec = set.putObject("spec").put("replicas", 1).put("serviceName", name);
    spec.putObject("selector").putObject("matchLabels").put("app", name);
    var template = spec.putObject("template");
    template.putObject("metadata").putObject("labels").put("app", name).put("tier", "data");
    var container = template.putObject("spec").putArray("containers").addObject();
    container.put("name", name).put("image", image);
    container.putArray("ports").addObject().put("name", "data").put("containerPort", port);
    container.putObject("readinessProbe").putObject("tcpSocket").put("port", "data");
    container.putArray("volumeMounts").addObject().put("name", "data").put("mountPath", "/data");
    var claim = spec.putArray("volumeClaimTemplates").addObject();
    claim.putObject("metadata").put("name", "data");
    var disk = claim.putObject("spec");
    disk.putArray("accessModes").add("ReadWriteOnce");
    disk.putObject("resources").putObject("requests").put("storage", DATA_DISK);
    var service = object("v1", "Service", name);
    var reach = service.putObject("spec");
    reach.putObject("selector").put("app", name);
    reach.putArray("ports").addObject().put("name", "data").put("port", port);
    return List.of(set, service);
  }

  private ObjectNode budget(Service service, int least) {
    var object = object("policy/v1", "PodDisruptionBudget", service.deployment());
    var spec = object.putObject("spec");
    spec.put("minAvailable", least);
    selector(spec, service);
    return object;
  }

  private ObjectNode autoscaler(Service service, Service.Autoscaling scaling) {
    var object = object("autoscaling/v2", "HorizontalPodAutoscaler", service.deployment());
    var spec = object.putObject("spec");
    spec.putObject("scaleTargetRef")
        .put("apiVersion", "apps/v1")
        .put("kind", "Deployment")
        .put("name", service.deployment());
    spec.put("minReplicas", scaling.minReplicas().orElseThrow());
    spec.put("maxReplicas", scaling.maxReplicas().orElseThrow());
    var metrics = spec.putArray("metrics");
    for (var target : scaling.metrics()) {
      var metric = metrics.addObject();
      switch (target.kind()) {
        case RESOURCE -> {
          var resource = metric.put("type", "Resource").putObject("resource");
          resource
              .put("name", target.name())
              .putObject("target")
              .put("type", "Utilization")
              .put("averageUtilization", (int) target.target());
        }
        case CUSTOM -> {
          var pods = metric.put("type", "Pods").putObject("pods");
          pods.putObject("metric").put("name", target.name());
          pods.putObject("target")
              .put("type", "AverageValue")
              .put("averageValue", String.valueOf((long) target.target()));
        }
      }
    }
    return object;
  }

  private Optional<Cluster.NodePool> pool(Service service) {
    return blueprint.cluster().nodePools().stream()
        .filter(pool -> service.nodePool().filter(pool.id()::equals).isPresent())
        .findFirst();
  }

  private void labels(ObjectNode metadata, Service service) {
    metadata
        .putObject("labels")
        .put("app", service.deployment())
        .put("tier", "application")
        .put("app.kubernetes.io/part-of", blueprint.system());
  }

  private ObjectNode object(String apiVersion, String kind, String name) {
    var object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", apiVersion).put("kind", kind);
    object.putObject("metadata").put("name", name).put("namespace", namespace);
    return object;
  }

  private static String account(Service service) {
    return service.deployment() + "-sa";
  }

  private static ObjectNode child(ObjectNode parent, String field) {
    return parent.withObject("/" + field);
  }

  private static void selector(ObjectNode spec, Service service) {
    spec.putObject("selector").putObject("matchLabels").put("app", service.deployment());
  }

  /**
   * As the document has them. An autoscaler that follows a percentage of a request which nobody
   * states would decide nothing: then what the load is reckoned with is requested.
   */
  private static Optional<Service.Resources> requests(Service service) {
    boolean needed =
        service.limits().isEmpty()
            && service.autoscaling().filter(ServiceManifests::followsRequests).isPresent();
    return service
        .requests()
        .or(() -> needed ? Optional.of(LoadPlan.requests(service)) : Optional.empty());
  }

  /** An autoscaler without metrics follows the processor, by Kubernetes' own default. */
  private static boolean followsRequests(Service.Autoscaling autoscaling) {
    return autoscaling.metrics().isEmpty()
        || autoscaling.metrics().stream()
            .anyMatch(metric -> metric.name().equals("cpu") || metric.name().equals("memory"));
  }

  private static void resources(ObjectNode node, Service.Resources amount) {
    node.put("cpu", amount.cpu()).put("memory", amount.memory());
  }

  private static void probe(ObjectNode probe, String path) {
    probe.putObject("httpGet").put("path", path).put("port", "http");
    probe.put("periodSeconds", 5);
  }
}
