package io.pilothouse.azureconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.azureconnector.RestClient.Answer;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.landscape.AzureLandscape;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resource Graph and Resource Health through the SDK's pipeline. */
class GraphAndHealthContractTest {
  private static final String GRAPH =
      "/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01";
  private static final String SUBSCRIPTION = "/subscriptions/" + TestEstate.SCOPE.subscription();
  private TestEstate estate;
  private RestClient rest;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    estate = new TestEstate(folder);
    estate.servers.add(TestEstate.server("db"));
    estate.servers.add(TestEstate.withoutStandby("other"));
    estate.caches.add(TestEstate.cache("cache"));
    estate
        .endpoint()
        .deploy(
            new AzureLandscape(ShippedSystems.load("tripgen-prod").orElseThrow(), TestEstate.SCOPE)
                .resources());
    rest = new RestClient(estate.connection());
  }

  @AfterEach
  void close() {
    estate.close();
  }

  private Answer query(String query) throws Exception {
    return rest.post(
        GRAPH,
        "{\"subscriptions\":[\"%s\"],\"query\":\"%s\"}"
            .formatted(TestEstate.SCOPE.subscription(), query));
  }

  @Test
  void findsResourcesOfEveryKind() throws Exception {
    Answer servers =
        query(
            "Resources | where type =~ 'Microsoft.DBforPostgreSQL/flexibleServers'"
                + " | project name, location, state = properties.state | order by name asc");
    assertThat(servers.status()).isEqualTo(200);
    assertThat(servers.body().path("totalRecords").asInt()).isEqualTo(2);
    assertThat(servers.body().path("data").path(0))
        .hasToString("{\"name\":\"db\",\"location\":\"koreacentral\",\"state\":\"Ready\"}");
    assertThat(servers.headers()).containsEntry("x-ms-user-quota-remaining", "14");
    assertThat(servers.headers().get("x-ms-user-quota-resets-after")).startsWith("00:00:0");

    assertThat(
            query("Resources | where type endswith 'metricalerts' | summarize count()")
                .body()
                .at("/data/0/count_")
                .asInt())
        .isEqualTo(5);
    assertThat(
            query("ResourceContainers | project type").body().path("data").findValuesAsText("type"))
        .contains("microsoft.resources/subscriptions/resourcegroups");
  }

  @Test
  void refusesWhatIsNoQueryWithItsPlace() throws Exception {
    Answer refused = query("Resources | join kind=inner (Resources) on id");

    assertThat(refused.status()).isEqualTo(400);
    JsonNode details = refused.body().at("/error/details");
    assertThat(refused.body().at("/error/code").asText()).isEqualTo("BadRequest");
    assertThat(details.path(0).path("code").asText()).isEqualTo("InvalidQuery");
    assertThat(details.path(1).path("code").asText()).isEqualTo("ParserFailure");
    assertThat(details.path(1).path("characterPositionInLine").asInt()).isEqualTo(12);
    assertThat(details.path(1).path("token").asText()).isEqualTo("join");
  }

  @Test
  void throttlesTheSixteenthQueryOfAWindow() throws Exception {
    Answer last = query("Resources | count");
    for (int i = 0; i < 400 && last.status() == 200; i++) {
      last = query("Resources | count");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.body().at("/error/code").asText()).isEqualTo("RateLimiting");
    assertThat(last.headers()).containsKey("retry-after");
  }

  @Test
  void tellsTheHealthThatTheProcessesHave() throws Exception {
    String db =
        TestEstate.SCOPE.resourceId("Microsoft.DBforPostgreSQL/flexibleServers", "db")
            + "/providers/Microsoft.ResourceHealth/availabilityStatuses/current?api-version=2022-10-01";
    assertThat(rest.get(db).at("/properties/availabilityState").asText()).isEqualTo("Available");

    estate.servers.set(0, TestEstate.inState("db", "Inaccessible"));
    JsonNode down = rest.get(db).path("properties");
    assertThat(down.path("availabilityState").asText()).isEqualTo("Unavailable");
    assertThat(down.path("reasonType").asText()).isEqualTo("Unplanned");
    assertThat(down.path("summary").asText()).contains("down or silent");

    estate.servers.set(0, TestEstate.inState("db", "Updating"));
    assertThat(rest.get(db).at("/properties/availabilityState").asText()).isEqualTo("Degraded");

    JsonNode all =
        rest.get(
            SUBSCRIPTION
                + "/providers/Microsoft.ResourceHealth/availabilityStatuses?api-version=2022-10-01");
    assertThat(all.path("value")).hasSize(3);
    assertThat(
            query(
                    "HealthResources | where properties.availabilityState == 'Degraded' | project properties.targetResourceId")
                .body()
                .at("/data/0/properties_targetResourceId")
                .asText())
        .endsWith("/flexibleServers/db");
  }
}
