package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.Cache;
import java.util.List;
import java.util.regex.Pattern;

/** Azure Managed Redis: a cluster with its one database. */
final class ManagedRedis {
  private static final String SMALLEST = "Balanced_B3";
  private static final Pattern SKU =
      Pattern.compile("(Balanced_B|MemoryOptimized_M|ComputeOptimized_X|FlashOptimized_A)\\d+");

  private final Draft draft;
  private final PrivateEndpoints endpoints;

  ManagedRedis(Draft draft, PrivateEndpoints endpoints) {
    this.draft = draft;
    this.endpoints = endpoints;
  }

  void write(Cache cache) {
    String name = CacheResources.name(draft, cache);
    String sku = cache.capacity().filter(c -> SKU.matcher(c).matches()).orElse(SMALLEST);
    if (!cache.capacity().filter(sku::equals).isPresent()) {
      draft.assume(cache.id(), "capacity", sku, "managed-redis-size", sku);
    }
    String id =
        draft.add(
            ResourceType.MANAGED_REDIS,
            name,
            Draft.of(cache),
            List.of(),
            Json.object(
                "sku",
                Json.object("name", sku),
                "properties",
                Json.object(
                    "highAvailability",
                    "Enabled",
                    "minimumTlsVersion",
                    "1.2",
                    "publicNetworkAccess",
                    "Disabled")));
    draft.add(
        ResourceType.MANAGED_REDIS_DATABASE,
        name + "/default",
        Draft.of(cache),
        List.of(id),
        Json.object(
            "properties",
            Json.object(
                "clientProtocol",
                "Encrypted",
                "clusteringPolicy",
                cache.clustering() ? "OSSCluster" : "EnterpriseCluster",
                "port",
                10000,
                "accessKeysAuthentication",
                "Enabled")));
    endpoints.write(cache.id(), id, PrivateEndpoints.Kind.MANAGED_REDIS);
  }
}
