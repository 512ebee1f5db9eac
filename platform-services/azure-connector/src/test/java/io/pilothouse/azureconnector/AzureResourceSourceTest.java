package io.pilothouse.azureconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.EndpointFaults;
import io.pilothouse.localtwin.azure.StoredResource;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AzureResourceSourceTest {
  private static final Duration OFTEN = Duration.ofMillis(100);
  private final Heard heard = new Heard();
  private TestEstate estate;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    estate = new TestEstate(folder);
    estate.servers.add(TestEstate.server("db-one"));
    estate.caches.add(TestEstate.cache("cache-one"));
    estate.clusters.add(TestEstate.cluster("aks-one"));
  }

  @AfterEach
  void close() {
    estate.close();
  }

  @Test
  void tellsServersCachesAndClustersAsResourceManagerDescribesThem() {
    try (var source = new AzureResourceSource(estate.connection(), OFTEN)) {
      source.start(heard);

      List<Resource> resources = heard.next(Observation.Resynced.class, 0).resources();

      FlexibleServer server = only(resources, FlexibleServer.class);
      assertThat(server.id().value())
          .isEqualTo(
              "/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-test"
                  + "/providers/microsoft.dbforpostgresql/flexibleservers/db-one");
      assertThat(server.location()).isEqualTo("koreacentral");
      assertThat(server.state()).isEqualTo("Ready");
      assertThat(server.highAvailabilityMode()).isEqualTo("ZoneRedundant");
      assertThat(server.highAvailabilityState()).contains("Healthy");
      assertThat(server.zone()).contains("1");
      assertThat(server.standbyZone()).contains("2");
      assertThat(server.sku()).contains("Standard_D4s_v3");
      assertThat(server.storageGigabytes()).contains(128);
      assertThat(server.backupRetentionDays()).contains(7);
      assertThat(server.geoRedundantBackup()).contains(true);
      assertThat(server.earliestRestore()).isEmpty();
      assertThat(server.host()).contains("db-one.postgres.database.azure.com");

      RedisCache cache = only(resources, RedisCache.class);
      assertThat(cache.sku()).isEqualTo("Premium");
      assertThat(cache.capacity()).contains(2);
      assertThat(cache.shards()).contains(3);

      ManagedCluster cluster = only(resources, ManagedCluster.class);
      assertThat(cluster.kubernetesVersion()).contains("1.29");
      assertThat(cluster.powerState()).contains("Running");
      assertThat(cluster.pools())
          .containsExactly(
              new ManagedCluster.AgentPool(
                  "app",
                  "User",
                  "Standard_D4s_v3",
                  3,
                  true,
                  Optional.of(3),
                  Optional.of(10),
                  List.of("1", "2", "3"),
                  "Succeeded"));
    }
  }

  @Test
  void tellsWhatIsWrittenDownOfThem() throws Exception {
    String written =
        """
        {"tags": {"owner": "travel"}, "properties": {
           "backup": {"backupRetentionDays": 35},
           "storage": {"iops": 3000, "autoGrow": "Enabled"},
           "network": {"publicNetworkAccess": "Disabled"},
           "maintenanceWindow": {"customWindow": "Enabled", "dayOfWeek": 0, "startHour": 17}}}
        """;
    deploy("Microsoft.DBforPostgreSQL/flexibleServers", "db-one", written);
    deploy(
        "Microsoft.Cache/redis",
        "cache-one",
        """
        {"properties": {"minimumTlsVersion": "1.2", "publicNetworkAccess": "Disabled",
           "redisConfiguration": {"rdb-backup-enabled": "true", "rdb-backup-frequency": "60",
             "aof-backup-enabled": "false"}}}
        """);
    deploy(
        "Microsoft.ContainerService/managedClusters",
        "aks-one",
        """
        {"properties": {"networkProfile": {"networkPlugin": "azure", "networkPolicy": "calico"}}}
        """);
    try (var source = new AzureResourceSource(estate.connection(), OFTEN)) {
      source.start(heard);

      List<Resource> resources = heard.next(Observation.Resynced.class, 0).resources();

      FlexibleServer server = only(resources, FlexibleServer.class);
      assertThat(server.tags()).containsEntry("owner", "travel");
      assertThat(server.backupRetentionDays()).contains(35);
      assertThat(server.storage().iops()).contains(3000);
      assertThat(server.storage().autoGrow()).contains(true);
      assertThat(server.network().publicAccess()).contains("Disabled");
      assertThat(server.maintenance())
          .contains(new FlexibleServer.MaintenanceWindow(DayOfWeek.SUNDAY, LocalTime.of(17, 0)));
      RedisCache cache = only(resources, RedisCache.class);
      assertThat(cache.family()).contains("P");
      assertThat(cache.persistence())
          .contains(
              new RedisCache.Persistence(
                  true, Optional.of(Duration.ofHours(1)), Optional.empty(), false));
      ManagedCluster cluster = only(resources, ManagedCluster.class);
      assertThat(cluster.privateCluster()).contains(true);
      assertThat(cluster.networkPolicy()).contains("calico");
    }
  }

  private void deploy(String type, String name, String body) throws Exception {
    estate
        .endpoint()
        .deploy(
            List.of(
                new StoredResource(
                    type, List.of(name), (ObjectNode) new ObjectMapper().readTree(body))));
  }

  @Test
  void confirmsWhatStaysAndTellsWhatChanges() {
    try (var source = new AzureResourceSource(estate.connection(), OFTEN)) {
      source.start(heard);
      heard.next(Observation.Resynced.class, 0);
      heard.next(Observation.Confirmed.class, 0);

      int before = heard.count();
      estate.servers.add(TestEstate.withoutStandby("db-two"));

      assertThat(heard.next(Observation.Resynced.class, before).resources())
          .extracting(Resource::name)
          .containsExactlyInAnyOrder("db-one", "db-two", "cache-one", "aks-one");
      assertThat(heard.all()).extracting(Observation::sequence).isSorted().doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CUT", "THROTTLED", "UNAVAILABLE"})
  void losesAzureWithOneSentenceAndFindsItAgain(EndpointFaults.Kind fault) {
    try (var source = new AzureResourceSource(estate.connection(), OFTEN)) {
      source.start(heard);
      heard.next(Observation.Resynced.class, 0);

      int before = heard.count();
      estate.endpoint().faults().begin(fault, Duration.ofMinutes(10));
      Observation.SourceLost lost = heard.next(Observation.SourceLost.class, before);
      assertThat(lost.reason().toString())
          .startsWith("Azure ")
          .endsWith(".")
          .doesNotContain("Exception");

      int whileLost = heard.count();
      estate.endpoint().faults().end();
      assertThat(heard.next(Observation.Resynced.class, whileLost).resources()).hasSize(3);
    }
  }

  @Test
  void saysThatTheSignInIsNotAccepted() {
    try (var source = new AzureResourceSource(estate.connection("not the token"), OFTEN)) {
      source.start(heard);

      assertThat(heard.next(Observation.SourceLost.class, 0).reason().toString())
          .contains("does not accept the sign-in")
          .contains("az login");
    }
  }

  private static <R extends Resource> R only(List<Resource> resources, Class<R> type) {
    return resources.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }
}
