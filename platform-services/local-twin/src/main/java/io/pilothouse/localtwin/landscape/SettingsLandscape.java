package io.pilothouse.localtwin.landscape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.StoredResource;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is written down of servers, caches and the cluster, which have processes. Pure. */
final class SettingsLandscape {
  private static final String SERVERS = "Microsoft.DBforPostgreSQL/flexibleServers";
  private static final String CACHES = "Microsoft.Cache/redis";
  private static final String CLUSTERS = "Microsoft.ContainerService/managedClusters";
  private final Blueprint blueprint;
  private final ResourceNames names;

  SettingsLandscape(Blueprint blueprint, ResourceNames names) {
    this.blueprint = blueprint;
    this.names = names;
  }

  List<StoredResource> all() {
    var all = new ArrayList<StoredResource>();
    for (DatabaseServer server : blueprint.databaseServers()) {
      all.add(new StoredResource(SERVERS, List.of(server.resourceName()), server(server)));
      server
          .replicas()
          .forEach(
              r -> all.add(new StoredResource(SERVERS, List.of(r.resourceName()), server(server))));
    }
    blueprint
        .caches()
        .forEach(c -> all.add(new StoredResource(CACHES, List.of(c.resourceName()), cache(c))));
    Cluster cluster = blueprint.cluster();
    all.add(
        new StoredResource(
            CLUSTERS,
            List.of(cluster.resourceName().orElse("aks-" + blueprint.system())),
            cluster(cluster)));
    return all;
  }

  private ObjectNode server(DatabaseServer server) {
    ObjectNode body = names.tracked();
    ObjectNode properties = body.putObject("properties");
    ObjectNode storage = properties.putObject("storage");
    server.iops().ifPresent(iops -> storage.put("iops", iops));
    server
        .storageAutogrow()
        .ifPresent(grows -> storage.put("autoGrow", grows ? "Enabled" : "Disabled"));
    ObjectNode network = properties.putObject("network");
    Optional<String> delegated =
        server.privateEndpoint() ? Optional.empty() : server.subnet().flatMap(names::subnetId);
    network.put(
        "publicNetworkAccess",
        server.privateEndpoint() || delegated.isPresent() ? "Disabled" : "Enabled");
    delegated.ifPresent(id -> network.put("delegatedSubnetResourceId", id));
    return body;
  }

  private ObjectNode cache(Cache cache) {
    ObjectNode body = names.tracked();
    ObjectNode properties = body.putObject("properties");
    properties.put("minimumTlsVersion", "1.2");
    properties.put("publicNetworkAccess", cache.privateEndpoint() ? "Disabled" : "Enabled");
    if (!cache.privateEndpoint()) {
      cache.subnet().flatMap(names::subnetId).ifPresent(id -> properties.put("subnetId", id));
    }
    ObjectNode configuration = properties.putObject("redisConfiguration");
    cache
        .persistence()
        .ifPresent(persistence -> {
          configuration.put(
              "rdb-backup-enabled", String.valueOf(persistence.snapshotInterval().isPresent()));
          persistence
              .snapshotInterval()
              .ifPresent(every ->
                  configuration.put("rdb-backup-frequency", String.valueOf(every.toMinutes())));
          configuration.put("aof-backup-enabled", String.valueOf(persistence.appendOnly()));
        });
    if (cache.geoReplication()) {
      String region = blueprint.region().disasterRecovery().orElse("secondary");
      properties
          .putArray("linkedServers")
          .addObject()
          .put("id", names.id(CACHES, cache.resourceName() + "-" + region));
    }
    return body;
  }

  private ObjectNode cluster(Cluster cluster) {
    ObjectNode body = names.tracked();
    ObjectNode network = body.putObject("properties").putObject("networkProfile");
    cluster
        .networkPlugin()
        .map(words -> plugin(words.toLowerCase(Locale.ROOT)))
        .ifPresent(plugin -> network.put("networkPlugin", plugin));
    cluster
        .networkPolicy()
        .map(words -> policy(words.toLowerCase(Locale.ROOT)))
        .ifPresent(policy -> network.put("networkPolicy", policy));
    return body;
  }

  private static String plugin(String words) {
    return words.contains("kubenet")
        ? "kubenet"
        : words.contains("cni") || words.contains("azure") ? "azure" : "none";
  }

  private static String policy(String words) {
    return words.contains("calico") ? "calico" : words.contains("cilium") ? "cilium" : "azure";
  }
}
