package io.pilothouse.azureconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.containerservice.models.Format;
import com.azure.resourcemanager.monitor.MonitorManager;
import com.azure.resourcemanager.monitor.fluent.models.EventDataInner;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.azureconnector.RestClient.Answer;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.landscape.AzureLandscape;
import io.pilothouse.localtwin.landscape.CostLandscape;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Activity log, costs, roles, credentials and the smaller types, by the SDK or its pipeline. */
class ManagementContractTest {
  private static final String GROUP =
      "/subscriptions/%s/resourceGroups/%s"
          .formatted(TestEstate.SCOPE.subscription(), TestEstate.SCOPE.resourceGroup());
  private static final Blueprint TRIPGEN = ShippedSystems.load("tripgen-prod").orElseThrow();
  private TestEstate estate;
  private AzureConnection azure;
  private RestClient rest;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    estate = new TestEstate(folder);
    estate.servers.add(TestEstate.server("db"));
    estate.clusters.add(TestEstate.cluster("aks"));
    azure = estate.connection();
    rest = new RestClient(azure);
  }

  @AfterEach
  void close() {
    estate.close();
  }

  @Test
  void writesDownWhoChangedWhatAndWhatBecameOfIt() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    String server = GROUP + "/providers/Microsoft.DBforPostgreSQL/flexibleServers/db";
    estate.failEffects("the process did not come back");
    Answer accepted =
        rest.post(
            server + "/restart?api-version=2024-08-01",
            "{\"restartWithFailover\":true,\"failoverMode\":\"ForcedFailover\"}");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(
            new RestClient(estate.readerConnection())
                .post(server + "/restart?api-version=2024-08-01", "{}")
                .status())
        .isEqualTo(403);

    var monitor =
        MonitorManager.authenticate(
                azure.pipeline(),
                new AzureProfile("", TestEstate.SCOPE.subscription(), AzureEnvironment.AZURE))
            .serviceClient();
    String filter = "eventTimestamp ge '%s' and resourceUri eq '%s'".formatted(before, server);
    List<EventDataInner> events =
        await()
            .atMost(Duration.ofSeconds(10))
            .until(
                () -> monitor.getActivityLogs().list(filter).stream().toList(),
                found ->
                    found.stream().filter(e -> e.status().value().equals("Failed")).count() == 2);

    assertThat(events)
        .allSatisfy(e ->
            assertThat(e.operationName().value())
                .isEqualTo("Microsoft.DBforPostgreSQL/flexibleServers/restart/action"));
    String correlation = accepted.headers().get("x-ms-correlation-request-id");
    assertThat(events)
        .filteredOn(e -> e.correlationId().equals(correlation))
        .extracting(e -> e.caller() + " " + e.status().value())
        .containsExactlyInAnyOrder("operator Started", "operator Accepted", "operator Failed");
    assertThat(events)
        .filteredOn(e -> e.caller().equals("reader"))
        .extracting(e -> e.subStatus().value())
        .containsExactlyInAnyOrder("", "403");
    assertThat(
            rest.post(
                    GROUP + "/providers/Microsoft.CostManagement/query?api-version=2023-11-01",
                    "{}")
                .status())
        .isEqualTo(200);
    assertThat(monitor.getActivityLogs().list(filter).stream().count())
        .as("a query is no write")
        .isEqualTo(5);
  }

  @Test
  void costsAreTheTablesSpreadOverTheMonth() throws Exception {
    estate.costs.addAll(new CostLandscape(TRIPGEN, TestEstate.SCOPE).lines());
    String body =
        "{\"type\":\"ActualCost\",\"timeframe\":\"TheLastMonth\",\"dataset\":{\"granularity\":\"None\",\"aggregation\":{\"totalCost\":{\"name\":\"Cost\",\"function\":\"Sum\"}},\"grouping\":[{\"type\":\"Dimension\",\"name\":\"ServiceName\"}]}}";
    String path = GROUP + "/providers/Microsoft.CostManagement/query?api-version=2023-11-01";

    JsonNode month = rest.post(path, body).body().path("properties");
    assertThat(month.path("columns").findValuesAsText("name"))
        .containsExactly("Cost", "ServiceName", "Currency");
    assertThat(month.path("rows"))
        .anySatisfy(row -> {
          assertThat(row.path(1).asText()).isEqualTo("Azure Database for PostgreSQL");
          assertThat(row.path(0).asDouble()).isCloseTo(450, Offset.offset(0.01));
          assertThat(row.path(2).asText()).isEqualTo("USD");
        });

    JsonNode daily =
        rest.post(
                path,
                body.replace("\"None\"", "\"Daily\"")
                    .replace("TheLastMonth", "Custom")
                    .replace(
                        "\"dataset\"",
                        "\"timePeriod\":{\"from\":\"2026-02-01\",\"to\":\"2026-02-02\"},\"dataset\""))
            .body()
            .path("properties");
    assertThat(daily.path("columns").findValuesAsText("name"))
        .containsExactly("Cost", "UsageDate", "ServiceName", "Currency");
    assertThat(daily.path("rows").path(0).path(0).asDouble())
        .isCloseTo(1200 / 28.0, Offset.offset(0.01));
    assertThat(daily.path("rows").path(0).path(1).asInt()).isEqualTo(20260201);
  }

  @Test
  void handsOutTheClustersOwnKubeconfig() {
    estate.kubeconfig = "{\"kind\":\"Config\"}";

    var credentials =
        azure
            .clusters()
            .listClusterUserCredentialsWithResponse(
                TestEstate.SCOPE.resourceGroup(),
                "aks",
                null,
                Format.EXEC,
                com.azure.core.util.Context.NONE)
            .getValue();

    assertThat(credentials.kubeconfigs())
        .singleElement()
        .satisfies(k -> {
          assertThat(k.name()).isEqualTo("clusterUser");
          assertThat(new String(k.value(), StandardCharsets.UTF_8))
              .isEqualTo("{\"kind\":\"Config\"}");
        });
  }

  @Test
  void listsTheSmallerTypesOfTheDocuments() throws Exception {
    estate
        .endpoint()
        .deploy(
            new AzureLandscape(
                    ShippedSystems.load("healthsync-prod").orElseThrow(), TestEstate.SCOPE)
                .resources());
    estate.endpoint().deploy(new AzureLandscape(TRIPGEN, TestEstate.SCOPE).resources());

    assertThat(names("Microsoft.Storage/storageAccounts", "2024-01-01"))
        .containsExactly("blobstorage", "geostorage");
    assertThat(names("Microsoft.EventHub/namespaces", "2024-01-01")).containsExactly("event-hub");
    assertThat(names("Microsoft.ContainerRegistry/registries", "2023-07-01"))
        .containsExactly("acr", "tripgenprod");
    assertThat(names("Microsoft.OperationalInsights/workspaces", "2023-09-01"))
        .containsExactly("law-tripgen-prod");
    assertThat(names("Microsoft.DataProtection/backupVaults", "2024-04-01"))
        .containsExactly("azure-backup");
    assertThat(names("Microsoft.Network/privateDnsZones", "2020-06-01"))
        .contains("privatelink.redis.cache.windows.net");
    assertThat(
            rest.get(
                    GROUP
                        + "/providers/Microsoft.Network/privateDnsZones/privatelink.redis.cache.windows.net/virtualNetworkLinks?api-version=2020-06-01")
                .path("value"))
        .hasSize(1);
    assertThat(
            rest.get(
                    GROUP
                        + "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01")
                .path("value")
                .findValuesAsText("roleDefinitionId"))
        .hasSize(2);
  }

  @Test
  void countsDeletesApartFromOtherWrites() throws Exception {
    String queue = GROUP + "/providers/Microsoft.KeyVault/vaults/none?api-version=2023-07-01";
    assertThat(rest.delete(queue).headers())
        .containsEntry("x-ms-ratelimit-remaining-subscription-deletes", "199");
    assertThat(
            rest.post(
                    GROUP
                        + "/providers/Microsoft.DBforPostgreSQL/flexibleServers/db/start?api-version=2024-08-01",
                    "")
                .headers())
        .containsEntry("x-ms-ratelimit-remaining-subscription-writes", "199");
  }

  private List<String> names(String type, String version) throws Exception {
    var all = new ArrayList<String>();
    rest.get(GROUP + "/providers/" + type + "?api-version=" + version)
        .path("value")
        .forEach(resource -> all.add(resource.path("name").asText()));
    return all;
  }
}
