package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** {@code Microsoft.ContainerService/managedClusters} and their agent pools: read, and tags. */
final class ManagedClusters implements ResourceProvider {
  static final String TYPE = "Microsoft.ContainerService/managedClusters";
  private final AzureEstate estate;
  private final ResourceSettings settings;

  ManagedClusters(AzureEstate estate, ResourceSettings settings) {
    this.settings = settings;
    this.estate = estate;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<ObjectNode> list() {
    return estate.clusters().stream().map(this::json).toList();
  }

  @Override
  public Arm.Response answer(Arm.Request request, String name, List<String> rest) {
    ClusterFacts cluster =
        estate.clusters().stream()
            .filter(c -> c.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() -> Arm.Failure.notFound(TYPE, name, estate.scope()));
    if (request.is("PATCH") && rest.isEmpty() && request.body() instanceof ObjectNode body) {
      settings.write(TYPE, estate.scope().resourceId(TYPE, cluster.name()), body);
      return Arm.Response.ok(json(cluster));
    }
    if (!request.is("GET")) {
      throw Arm.Failure.methodNotAllowed(request);
    }
    if (rest.isEmpty()) {
      return Arm.Response.ok(json(cluster));
    }
    if (!rest.getFirst().toLowerCase(Locale.ROOT).equals("agentpools")) {
      throw Arm.Failure.methodNotAllowed(request);
    }
    if (rest.size() == 1) {
      return Arm.Response.ok(
          Arm.page(cluster.pools().stream().map(p -> pool(cluster, p)).toList()));
    }
    return cluster.pools().stream()
        .filter(p -> p.name().equalsIgnoreCase(rest.get(1)))
        .findFirst()
        .map(p -> Arm.Response.ok(pool(cluster, p)))
        .orElseThrow(() ->
            new Arm.Failure(
                404,
                "AgentPoolNotFound",
                "Could not find the agent pool '%s' in managed cluster '%s'"
                    .formatted(rest.get(1), cluster.name())));
  }

  private ObjectNode json(ClusterFacts cluster) {
    ObjectNode json =
        Arm.object()
            .put("id", estate.scope().resourceId(TYPE, cluster.name()))
            .put("name", cluster.name())
            .put("type", TYPE)
            .put("location", cluster.location());
    json.putObject("sku").put("name", "Base").put("tier", cluster.tier());
    ObjectNode properties = json.putObject("properties");
    properties
        .put("provisioningState", cluster.provisioningState())
        .put("kubernetesVersion", cluster.kubernetesVersion())
        .put("currentKubernetesVersion", cluster.kubernetesVersion())
        .put("dnsPrefix", cluster.name())
        .put("enableRBAC", true)
        .put(
            "nodeResourceGroup",
            "MC_%s_%s_%s"
                .formatted(estate.scope().resourceGroup(), cluster.name(), cluster.location()));
    properties.putObject("powerState").put("code", cluster.powerState());
    properties
        .putObject("apiServerAccessProfile")
        .put("enablePrivateCluster", cluster.privateCluster());
    ArrayNode profiles = properties.putArray("agentPoolProfiles");
    cluster.pools().forEach(p -> profiles.add(profile(p).put("name", p.name())));
    return settings.applied(estate.scope().resourceId(TYPE, cluster.name()), json);
  }

  private ObjectNode pool(ClusterFacts cluster, ClusterFacts.Pool pool) {
    ObjectNode json =
        Arm.object()
            .put(
                "id",
                estate.scope().resourceId(TYPE, cluster.name()) + "/agentPools/" + pool.name())
            .put("name", pool.name())
            .put("type", TYPE + "/agentPools");
    json.set("properties", profile(pool));
    return json;
  }

  private static ObjectNode profile(ClusterFacts.Pool pool) {
    ObjectNode json =
        Arm.object()
            .put("count", pool.count())
            .put("vmSize", pool.vmSize())
            .put("mode", pool.mode())
            .put("type", "VirtualMachineScaleSets")
            .put("osType", "Linux")
            .put("enableAutoScaling", pool.autoscaling())
            .put("provisioningState", pool.provisioningState());
    if (pool.autoscaling()) {
      json.put("minCount", pool.minCount()).put("maxCount", pool.maxCount());
    }
    json.set("availabilityZones", Arm.strings(pool.zones()));
    json.set("nodeTaints", Arm.strings(pool.taints()));
    json.putObject("powerState").put("code", "Running");
    return json;
  }
}
