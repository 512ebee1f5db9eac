package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.Cache;
import java.util.List;
import java.util.Map;

/** Azure Managed Redis: a cluster with its one database. */
final class ManagedRedis {
  private static final String SMALLEST = "Balanced_B3";

  /** The sizes of each family, as Azure publishes them with the type. */
  private static final Map<String, List<Integer>> SIZES =
      Map.of(
          "Balanced_B",
          List.of(0, 1, 3, 5, 10, 20, 50, 100, 150, 250, 350, 500, 700, 1000),
          "MemoryOptimized_M",
          List.of(10, 20, 50, 100, 150, 250, 350, 500, 700, 1000, 1500, 2000),
          "ComputeOptimized_X",
          List.of(3, 5, 10, 20, 50, 100, 150, 250, 350, 500, 700),
          "FlashOptimized_A",
          List.of(250, 500, 700, 1000, 1500, 2000, 4500));

  private final Draft draft;
  private final PrivateEndpoints endpoints;

  ManagedRedis(Draft draft, PrivateEndpoints endpoints) {
    this.draft = draft;
    this.endpoints = endpoints;
  }

  void write(Cache cache) {
    String name = CacheResources.name(draft, cache);
    String sku = cache.capacity().filter(ManagedRedis::exists).orElse(SMALLEST);
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

  private static boolean exists(String sku) {
    return SIZES.entrySet().stream()
        .anyMatch(family ->
            family.getValue().stream().anyMatch(size -> sku.equals(family.getKey() + size)));
  }
}
