package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.AzureEffects.CacheNodes;
import io.pilothouse.localtwin.azure.AzureEffects.EffectFailedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code Microsoft.Cache/redis}: made, read, settings, forceReboot. */
final class RedisCaches implements ResourceProvider {
  static final String TYPE = "Microsoft.Cache/redis";
  private static final int SSL_PORT = 6380;
  private final AzureEstate estate;
  private final AzureEffects effects;
  private final ResourceSettings settings;
  private final NewResource creation;
  private final ChildResources children;

  RedisCaches(
      AzureEstate estate,
      AzureEffects effects,
      ResourceSettings settings,
      AsyncOperations operations,
      ChildResources children) {
    this.creation = new NewResource(estate, effects, settings, operations);
    this.children = children;
    this.settings = settings;
    this.estate = estate;
    this.effects = effects;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<ObjectNode> list() {
    return estate.caches().stream().map(this::json).toList();
  }

  @Override
  public Arm.Response answer(Arm.Request request, String name, List<String> rest) {
    Optional<CacheFacts> known =
        estate.caches().stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
    if (request.is("PUT") && rest.isEmpty()) {
      return put(request, name, known);
    }
    CacheFacts cache = known.orElseThrow(() -> Arm.Failure.notFound(TYPE, name, estate.scope()));
    if (!rest.isEmpty() && rest.getFirst().equalsIgnoreCase("firewallRules")) {
      return children.answer(request, TYPE, estate.scope().resourceId(TYPE, cache.name()), rest);
    }
    String action = rest.isEmpty() ? "" : rest.getFirst().toLowerCase(Locale.ROOT);
    return switch (request.method() + " " + action) {
      case "GET " -> Arm.Response.ok(json(cache));
      case "POST forcereboot" -> reboot(request, cache);
      case "PATCH " -> update(request, cache);
      default -> throw Arm.Failure.methodNotAllowed(request);
    };
  }

  /** Makes a cache, or takes one that is there as declared. */
  private Arm.Response put(Arm.Request request, String name, Optional<CacheFacts> known) {
    ObjectNode body = NewResource.declared(request);
    if (known.isEmpty()) {
      return creation.make(request, TYPE, name, body);
    }
    String id = estate.scope().resourceId(TYPE, name);
    ObjectNode live = json(known.get());
    for (String path :
        List.of(
            "/location",
            "/properties/sku/name",
            "/properties/sku/capacity",
            "/properties/shardCount")) {
      String field = path.substring(path.lastIndexOf('/') + 1);
      if (!body.at(path).isMissingNode() && !WhatIf.same(field, body.at(path), live.at(path))) {
        throw new Arm.Failure(
            400,
            "InvalidRequestBody",
            "This twin does not scale the cache '%s': %s is %s."
                .formatted(name, path.substring(1).replace('/', '.'), live.at(path)));
      }
    }
    settings.declare(id, body, NewResource.LIVE);
    return Arm.Response.ok(json(known.get()));
  }

  private Arm.Response update(Arm.Request request, CacheFacts cache) {
    if (!(request.body() instanceof ObjectNode body)) {
      throw new Arm.Failure(400, "InvalidRequestContent", "The request content was invalid.");
    }
    settings.write(TYPE, estate.scope().resourceId(TYPE, cache.name()), body);
    return Arm.Response.ok(json(cache));
  }

  private Arm.Response reboot(Arm.Request request, CacheFacts cache) {
    String asked = request.body().path("rebootType").asText("");
    CacheNodes nodes =
        switch (asked.toLowerCase(Locale.ROOT)) {
          case "primarynode" -> CacheNodes.PRIMARY;
          case "secondarynode" -> CacheNodes.SECONDARY;
          case "allnodes" -> CacheNodes.ALL;
          default ->
              throw new Arm.Failure(
                  400,
                  "InvalidRequestBody",
                  "The value '%s' of rebootType is not one of PrimaryNode, SecondaryNode, AllNodes."
                      .formatted(asked));
        };
    try {
      effects.rebootCache(cache.name(), nodes);
    } catch (EffectFailedException e) {
      throw new Arm.Failure(500, "InternalServerError", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Arm.Failure(503, "ServerUnavailable", "The service is shutting down.");
    }
    return Arm.Response.ok(
        Arm.object().put("message", "Operation 'forceReboot' on '" + cache.name() + "' succeeded"));
  }

  private ObjectNode json(CacheFacts cache) {
    ObjectNode json =
        Arm.object()
            .put("id", estate.scope().resourceId(TYPE, cache.name()))
            .put("name", cache.name())
            .put("type", TYPE)
            .put("location", Arm.displayRegion(cache.location()));
    if (!cache.zones().isEmpty()) {
      json.set("zones", Arm.strings(cache.zones()));
    }
    ObjectNode properties = json.putObject("properties");
    properties
        .put("provisioningState", cache.provisioningState())
        .put("redisVersion", cache.redisVersion())
        .put("hostName", cache.name() + ".redis.cache.windows.net")
        .put("port", 6379)
        .put("sslPort", SSL_PORT)
        .put("enableNonSslPort", false)
        .put("replicasPerMaster", cache.replicasPerPrimary())
        .put("replicasPerPrimary", cache.replicasPerPrimary());
    cache.shards().ifPresent(s -> properties.put("shardCount", s));
    properties
        .putObject("sku")
        .put("name", cache.skuName())
        .put("family", cache.skuFamily())
        .put("capacity", cache.capacity());
    properties.putObject("redisConfiguration");
    properties.set("linkedServers", Arm.array());
    properties.set("instances", instances(cache));
    return settings.applied(estate.scope().resourceId(TYPE, cache.name()), json);
  }

  private static ArrayNode instances(CacheFacts cache) {
    ArrayNode instances = Arm.array();
    int perShard = cache.replicasPerPrimary() + 1;
    for (int shard = 0; shard < cache.shards().orElse(1); shard++) {
      for (int node = 0; node < perShard; node++) {
        ObjectNode instance =
            instances
                .addObject()
                .put("sslPort", 15000 + shard * perShard + node)
                .put("isMaster", node == 0)
                .put("isPrimary", node == 0);
        if (cache.shards().isPresent()) {
          instance.put("shardId", shard);
        }
      }
    }
    return instances;
  }
}
