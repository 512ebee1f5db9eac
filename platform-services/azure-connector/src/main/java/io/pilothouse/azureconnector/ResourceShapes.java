package io.pilothouse.azureconnector;

import com.azure.core.util.ExpandableStringEnum;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import com.azure.resourcemanager.postgresqlflexibleserver.fluent.models.ServerInner;
import com.azure.resourcemanager.postgresqlflexibleserver.models.MaintenanceWindow;
import com.azure.resourcemanager.redis.fluent.models.RedisResourceInner;
import com.azure.resourcemanager.redis.models.RedisConfiguration;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The SDK's models as the estate's records. Pure; what Azure leaves out is absent. */
final class ResourceShapes {
  private static final String UNKNOWN = "Unknown";

  private ResourceShapes() {}

  static FlexibleServer flexibleServer(ServerInner server) {
    var availability = Optional.ofNullable(server.highAvailability());
    var backup = Optional.ofNullable(server.backup());
    return new FlexibleServer(
        ResourceId.azure(server.id()),
        server.name(),
        group(server.id()),
        region(server.location()),
        word(server.state()).orElse(UNKNOWN),
        word(server.version()),
        part(server.sku(), s -> s.name()),
        part(server.sku(), s -> s.tier()).map(ResourceShapes::text),
        Optional.ofNullable(server.fullyQualifiedDomainName()),
        Optional.ofNullable(server.availabilityZone()),
        availability.flatMap(a -> word(a.mode())).orElse("Disabled"),
        availability.flatMap(a -> word(a.state())),
        availability.flatMap(a -> Optional.ofNullable(a.standbyAvailabilityZone())),
        word(server.replicationRole()),
        Optional.ofNullable(server.sourceServerResourceId()).map(ResourceId::azure),
        part(server.storage(), s -> s.storageSizeGB()),
        backup.flatMap(b -> Optional.ofNullable(b.backupRetentionDays())),
        backup
            .flatMap(b -> word(b.geoRedundantBackup()))
            .map(word -> word.equalsIgnoreCase("Enabled")),
        backup
            .flatMap(b -> Optional.ofNullable(b.earliestRestoreDate()))
            .map(OffsetDateTime::toInstant),
        part(server.storage(), s -> s)
            .map(s ->
                new FlexibleServer.Storage(
                    Optional.ofNullable(s.iops()),
                    word(s.tier()),
                    word(s.autoGrow()).map(w -> w.equalsIgnoreCase("Enabled"))))
            .orElse(FlexibleServer.Storage.UNKNOWN),
        Optional.ofNullable(server.network())
            .map(n ->
                new FlexibleServer.Network(
                    word(n.publicNetworkAccess()),
                    Optional.ofNullable(n.delegatedSubnetResourceId()).map(ResourceId::azure),
                    Optional.ofNullable(n.privateDnsZoneArmResourceId()).map(ResourceId::azure)))
            .orElse(FlexibleServer.Network.UNKNOWN),
        Optional.ofNullable(server.maintenanceWindow()).flatMap(ResourceShapes::maintenance),
        mapOrEmpty(server.tags()));
  }

  /** Azure counts the days from Sunday, and writes a zero for each where it chooses itself. */
  private static Optional<FlexibleServer.MaintenanceWindow> maintenance(MaintenanceWindow window) {
    return Optional.ofNullable(window.dayOfWeek())
        .filter(day -> "Enabled".equalsIgnoreCase(window.customWindow()))
        .map(day ->
            new FlexibleServer.MaintenanceWindow(
                DayOfWeek.SUNDAY.plus(day),
                LocalTime.of(
                    Optional.ofNullable(window.startHour()).orElse(0),
                    Optional.ofNullable(window.startMinute()).orElse(0))));
  }

  static RedisCache redisCache(RedisResourceInner cache) {
    var sku = Optional.ofNullable(cache.sku());
    return new RedisCache(
        ResourceId.azure(cache.id()),
        cache.name(),
        group(cache.id()),
        region(cache.location()),
        word(cache.provisioningState()).orElse(UNKNOWN),
        sku.flatMap(s -> word(s.name())).orElse(UNKNOWN),
        sku.map(s -> s.capacity()),
        Optional.ofNullable(cache.hostname()),
        Optional.ofNullable(cache.sslPort()),
        Optional.ofNullable(cache.shardCount()),
        Optional.ofNullable(cache.replicasPerPrimary()),
        Optional.ofNullable(cache.redisVersion()),
        listOrEmpty(cache.zones()),
        sku.flatMap(s -> word(s.family())),
        word(cache.minimumTlsVersion()),
        Optional.ofNullable(cache.enableNonSslPort()),
        Optional.ofNullable(cache.redisConfiguration()).map(ResourceShapes::persistence),
        listOrEmpty(cache.linkedServers()).stream()
            .map(link -> ResourceId.azure(link.id()))
            .toList(),
        Optional.ofNullable(cache.subnetId()).map(ResourceId::azure),
        word(cache.publicNetworkAccess()),
        mapOrEmpty(cache.tags()));
  }

  private static RedisCache.Persistence persistence(RedisConfiguration configuration) {
    boolean snapshots = "true".equalsIgnoreCase(configuration.rdbBackupEnabled());
    return new RedisCache.Persistence(
        snapshots,
        whole(configuration.rdbBackupFrequency()).map(Duration::ofMinutes),
        whole(configuration.rdbBackupMaxSnapshotCount()),
        "true".equalsIgnoreCase(configuration.aofBackupEnabled()));
  }

  private static Optional<Integer> whole(@Nullable String number) {
    return number != null && number.matches("\\d{1,9}")
        ? Optional.of(Integer.parseInt(number))
        : Optional.empty();
  }

  static ManagedCluster managedCluster(ManagedClusterInner cluster) {
    return new ManagedCluster(
        ResourceId.azure(cluster.id()),
        cluster.name(),
        group(cluster.id()),
        region(cluster.location()),
        Optional.ofNullable(cluster.provisioningState()).orElse(UNKNOWN),
        part(cluster.powerState(), p -> p.code()).map(ResourceShapes::text),
        Optional.ofNullable(cluster.currentKubernetesVersion())
            .or(() -> Optional.ofNullable(cluster.kubernetesVersion())),
        part(cluster.sku(), s -> s.tier()).map(ResourceShapes::text),
        listOrEmpty(cluster.agentPoolProfiles()).stream().map(ResourceShapes::pool).toList(),
        part(cluster.apiServerAccessProfile(), a -> a.enablePrivateCluster()),
        part(cluster.networkProfile(), n -> n.networkPlugin()).map(ResourceShapes::text),
        part(cluster.networkProfile(), n -> n.networkPolicy()).map(ResourceShapes::text),
        mapOrEmpty(cluster.tags()));
  }

  private static ManagedCluster.AgentPool pool(ManagedClusterAgentPoolProfile pool) {
    return new ManagedCluster.AgentPool(
        pool.name(),
        word(pool.mode()).orElse(UNKNOWN),
        Optional.ofNullable(pool.vmSize()).orElse(UNKNOWN),
        Optional.ofNullable(pool.count()).orElse(0),
        Boolean.TRUE.equals(pool.enableAutoScaling()),
        Optional.ofNullable(pool.minCount()),
        Optional.ofNullable(pool.maxCount()),
        listOrEmpty(pool.availabilityZones()),
        Optional.ofNullable(pool.provisioningState()).orElse(UNKNOWN),
        listOrEmpty(pool.nodeTaints()),
        mapOrEmpty(pool.nodeLabels()),
        Optional.ofNullable(pool.vnetSubnetId()).map(ResourceId::azure),
        word(pool.scaleSetPriority()));
  }

  /** {@code koreacentral}, whether Azure wrote that or {@code Korea Central}. */
  static String region(String location) {
    return location.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  /** The resource group of a resource manager id; empty for an id without one. */
  static String group(String id) {
    String[] parts = id.split("/", -1);
    for (int i = 0; i + 1 < parts.length; i++) {
      if (parts[i].equalsIgnoreCase("resourceGroups")) {
        return parts[i + 1];
      }
    }
    return "";
  }

  private static Optional<String> word(@Nullable ExpandableStringEnum<?> value) {
    return Optional.ofNullable(value).map(ResourceShapes::text);
  }

  private static String text(Object value) {
    return value.toString();
  }

  private static <A, B> Optional<B> part(@Nullable A whole, Function<A, @Nullable B> getter) {
    return Optional.ofNullable(whole).flatMap(w -> Optional.ofNullable(getter.apply(w)));
  }

  private static Map<String, String> mapOrEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static <E> List<E> listOrEmpty(@Nullable List<E> list) {
    return list == null ? List.of() : list;
  }
}
