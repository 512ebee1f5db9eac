package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.AzureEffects.EffectFailedException;
import io.pilothouse.localtwin.azure.AzureEffects.PoolScale;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code Microsoft.ContainerService/managedClusters} and their agent pools: read, tags, scaling a
 * pool.
 */
final class ManagedClusters implements ResourceProvider {
  static final String TYPE = "Microsoft.ContainerService/managedClusters";

  /** What of a pool changes by itself. */
  private static final Set<String> COUNTED =
      Set.of("count", "minCount", "maxCount", "provisioningState", "powerState");

  private final AzureEstate estate;
  private final AzureEffects effects;
  private final ResourceSettings settings;
  private final NewResource creation;

  ManagedClusters(
      AzureEstate estate,
      AzureEffects effects,
      ResourceSettings settings,
      AsyncOperations operations) {
    this.creation = new NewResource(estate, effects, settings, operations);
    this.effects = effects;
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
    Optional<ClusterFacts> known =
        estate.clusters().stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
    if (request.is("PUT") && rest.isEmpty()) {
      return put(request, name, known);
    }
    ClusterFacts cluster =
        known.orElseThrow(() -> Arm.Failure.notFound(TYPE, name, estate.scope()));
    if (request.is("PATCH") && rest.isEmpty() && request.body() instanceof ObjectNode body) {
      settings.write(TYPE, estate.scope().resourceId(TYPE, cluster.name()), body);
      return Arm.Response.ok(json(cluster));
    }
    if (request.is("PUT") && rest.size() == 2 && rest.getFirst().equalsIgnoreCase("agentPools")) {
      return scale(request, cluster, found(cluster, rest.get(1)));
    }
    if (request.is("POST") && rest.size() == 1) {
      return credentials(request, cluster, rest.getFirst());
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
    return Arm.Response.ok(pool(cluster, found(cluster, rest.get(1))));
  }

  /** Makes a cluster, or takes one that is there as declared; its pools' counts are followed. */
  private Arm.Response put(Arm.Request request, String name, Optional<ClusterFacts> known) {
    ObjectNode body = NewResource.declared(request);
    if (known.isEmpty()) {
      return creation.make(request, TYPE, name, body);
    }
    String id = estate.scope().resourceId(TYPE, name);
    ClusterFacts cluster = known.get();
    ObjectNode live = json(cluster);
    JsonNode version = body.at("/properties/kubernetesVersion");
    if (!version.isMissingNode()
        && !version.equals(live.at("/properties/kubernetesVersion"))
        && !cluster.kubernetesVersion().startsWith(version.asText())) {
      throw new Arm.Failure(
          400,
          "PropertyChangeNotAllowed",
          "This twin does not upgrade the cluster '%s' from %s to %s."
              .formatted(
                  name, live.at("/properties/kubernetesVersion").asText(), version.asText()));
    }
    for (JsonNode wanted : body.at("/properties/agentPoolProfiles")) {
      String pool = wanted.path("name").asText();
      for (JsonNode shown : live.at("/properties/agentPoolProfiles")) {
        if (shown.path("name").asText().equalsIgnoreCase(pool)) {
          refuseOtherSize(pool, shown.path("vmSize").asText(), shown.path("mode").asText(), wanted);
        }
      }
    }
    settings.declare(id, body, NewResource.LIVE);
    return Arm.Response.ok(json(cluster));
  }

  /** {@code listClusterUserCredential} and its kind: the way to the cluster's own API. */
  private Arm.Response credentials(Arm.Request request, ClusterFacts cluster, String action) {
    String name =
        switch (action.toLowerCase(Locale.ROOT)) {
          case "listclusterusercredential", "listclustermonitoringusercredential" -> "clusterUser";
          case "listclusteradmincredential" -> "clusterAdmin";
          default -> throw Arm.Failure.methodNotAllowed(request);
        };
    String kubeconfig =
        estate
            .kubeconfig(cluster.name())
            .orElseThrow(() ->
                new Arm.Failure(
                    409,
                    "OperationNotAllowed",
                    "The managed cluster '%s' has no credentials yet.".formatted(cluster.name())));
    ObjectNode body = Arm.object();
    body.putArray("kubeconfigs")
        .addObject()
        .put("name", name)
        .put(
            "value",
            Base64.getEncoder().encodeToString(kubeconfig.getBytes(StandardCharsets.UTF_8)));
    return Arm.Response.ok(body);
  }

  private static ClusterFacts.Pool found(ClusterFacts cluster, String name) {
    return cluster.pools().stream()
        .filter(p -> p.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            new Arm.Failure(
                404,
                "AgentPoolNotFound",
                "Could not find the agent pool '%s' in managed cluster '%s'"
                    .formatted(name, cluster.name())));
  }

  /** Everything but counts is refused: the twin's nodes are what they are. */
  private Arm.Response scale(Arm.Request request, ClusterFacts cluster, ClusterFacts.Pool pool) {
    JsonNode wanted = request.body().path("properties");
    refuseOtherSize(pool.name(), pool.vmSize(), pool.mode(), wanted);
    boolean automatic = wanted.path("enableAutoScaling").asBoolean(false);
    int least = wanted.path("minCount").asInt(0);
    int most = wanted.path("maxCount").asInt(0);
    int count = wanted.path("count").asInt(pool.count());
    if (automatic && (least > most || most > 1000)) {
      throw new Arm.Failure(
          400,
          "InvalidParameter",
          "The minimum of agent pool '%s' is %d and its maximum %d: expected 0 to 1000 in this order."
              .formatted(pool.name(), least, most));
    }
    int within = automatic ? Math.clamp(count, least, most) : count;
    try {
      effects.scalePool(pool.name(), new PoolScale(within, automatic, least, most));
    } catch (EffectFailedException e) {
      throw new Arm.Failure(500, "InternalServerError", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Arm.Failure(503, "ServerUnavailable", "The service is shutting down.");
    }
    return answer(request.reading(), cluster.name(), List.of("agentPools", pool.name()));
  }

  private static void refuseOtherSize(String pool, String size, String mode, JsonNode wanted) {
    if (!wanted.path("vmSize").asText(size).equalsIgnoreCase(size)
        || !wanted.path("mode").asText(mode).equalsIgnoreCase(mode)) {
      throw new Arm.Failure(
          400,
          "PropertyChangeNotAllowed",
          "Changing the size or mode of agent pool '%s' is not allowed.".formatted(pool));
    }
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
    ObjectNode declared = settings.applied(estate.scope().resourceId(TYPE, cluster.name()), json);
    if (declared.at("/properties/oidcIssuerProfile/enabled").asBoolean()) {
      declared
          .withObject("/properties/oidcIssuerProfile")
          .put(
              "issuerURL",
              "https://%s.oic.prod-aks.azure.com/%s/%s/"
                  .formatted(cluster.location(), estate.scope().tenant(), cluster.name()));
    }
    // An add-on that is on has an identity of its own.
    declared
        .at("/properties/addonProfiles")
        .properties()
        .forEach(addon -> {
          if (addon.getValue() instanceof ObjectNode profile
              && profile.path("enabled").asBoolean()) {
            String principal = cluster.name() + "/" + addon.getKey();
            profile
                .withObject("/identity")
                .put("objectId", StoredRules.identity(principal, "principal"))
                .put("clientId", StoredRules.identity(principal, "client"));
          }
        });
    // Each pool as its author declared it, its nodes as they are.
    for (JsonNode profile : declared.at("/properties/agentPoolProfiles")) {
      cluster.pools().stream()
          .filter(p -> p.name().equalsIgnoreCase(profile.path("name").asText()))
          .findFirst()
          .ifPresent(p -> {
            // What it was declared as stays: the twin's nodes are the document's.
            ObjectNode live = profile(p);
            profile
                .fieldNames()
                .forEachRemaining(field -> {
                  if (!COUNTED.contains(field)) {
                    live.remove(field);
                  }
                });
            ((ObjectNode) profile).setAll(live);
          });
    }
    return declared;
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
