package io.pilothouse.localtwin.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shapes on the wire; the Azure SDK's own reading of them is tested in azure-connector. */
class AzureEndpointTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "/subscriptions/sub-1/resourceGroups/rg-one";
  private static final String SERVERS =
      GROUP + "/providers/Microsoft.DBforPostgreSQL/flexibleServers";
  private static final String VERSION = "?api-version=2024-08-01";
  private final HttpClient http = HttpClient.newHttpClient();
  private final SmallEstate estate = new SmallEstate();
  private final AzureTokens tokens = AzureTokens.random();
  private AzureEndpoint endpoint;

  @BeforeEach
  void open() throws Exception {
    endpoint = AzureEndpoint.start(estate, estate, tokens, estate.told, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    estate.gate.countDown();
    endpoint.close();
    http.close();
  }

  @Test
  void refusesACallerWithoutAKnownToken() throws Exception {
    HttpResponse<String> response = send("GET", SERVERS + VERSION, "", "wrong");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(error(response)).isEqualTo("InvalidAuthenticationToken");
    assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer ");
  }

  @Test
  void needsAnApiVersion() throws Exception {
    HttpResponse<String> response = send("GET", SERVERS, "", tokens.operator());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error(response)).isEqualTo("MissingApiVersionParameter");
  }

  @Test
  void listsWithCaselessNamesAndCountsTheReads() throws Exception {
    HttpResponse<String> response = get(SERVERS.toUpperCase(java.util.Locale.ROOT) + VERSION);

    assertThat(JSON.readTree(response.body()).path("value").findValuesAsText("name"))
        .contains("db", "replica", "alone");
    assertThat(response.headers().firstValue("x-ms-request-id")).isPresent();
    assertThat(response.headers().firstValue("x-ms-ratelimit-remaining-subscription-reads"))
        .isPresent();
    assertThat(JSON.readTree(get(SERVERS + "/db/replicas" + VERSION).body()).path("value"))
        .hasSize(1);
  }

  @Test
  void tellsWhatTheSubscriptionIsOffered() throws Exception {
    JsonNode regions =
        JSON.readTree(get("/subscriptions/sub-1/locations?api-version=2022-12-01").body());
    assertThat(regions.path("value").findValuesAsText("name"))
        .contains("koreacentral", "eastus2")
        .doesNotContain("atlantis");

    String in = "/subscriptions/sub-1/providers/Microsoft.ContainerService/locations/";
    JsonNode versions =
        JSON.readTree(get(in + "koreacentral/kubernetesVersions?api-version=2024-02-01").body());
    assertThat(versions.path("values"))
        .isNotEmpty()
        .allSatisfy(version -> {
          assertThat(version.path("version").asText()).matches("1\\.\\d+");
          assertThat(version.at("/capabilities/supportPlan")).isNotEmpty();
        });
    assertThat(error(get(in + "atlantis/kubernetesVersions?api-version=2024-02-01")))
        .isEqualTo("LocationNotAvailableForResourceType");
  }

  @Test
  void tellsOfWhatIsNotThereInAzuresShape() throws Exception {
    assertThat(error(get(SERVERS + "/none" + VERSION))).isEqualTo("ResourceNotFound");
    assertThat(error(get("/subscriptions/other" + VERSION))).isEqualTo("SubscriptionNotFound");
    assertThat(error(get("/subscriptions/sub-1/resourceGroups/none" + VERSION)))
        .isEqualTo("ResourceGroupNotFound");
    assertThat(error(get(GROUP + "/providers/Microsoft.Sql/servers" + VERSION)))
        .isEqualTo("InvalidResourceType");
  }

  @Test
  void runsAFailoverAsALongRunningOperationAndOnlyOneAtATime() throws Exception {
    String body = "{\"restartWithFailover\":true,\"failoverMode\":\"ForcedFailover\"}";
    HttpResponse<String> accepted = post(SERVERS + "/db/restart" + VERSION, body);

    assertThat(accepted.statusCode()).isEqualTo(202);
    String poll = accepted.headers().firstValue("Azure-AsyncOperation").orElseThrow();
    assertThat(poll).startsWith(endpoint.url().toString()).contains("/azureAsyncOperation/");
    assertThat(status(poll)).isEqualTo("InProgress");
    assertThat(error(post(SERVERS + "/db/restart" + VERSION, body))).isEqualTo("ServerIsBusy");
    assertThat(state("db")).isEqualTo("Restarting");

    estate.gate.countDown();
    await().atMost(Duration.ofSeconds(60)).until(() -> status(poll).equals("Succeeded"));
    assertThat(estate.done).isEqualTo(List.of("failOver db FORCED"));
    assertThat(state("db")).isEqualTo("Ready");
  }

  @Test
  void refusesAFailoverWithoutStandbyAndAWriteOfAReader() throws Exception {
    String body = "{\"restartWithFailover\":true}";

    assertThat(post(SERVERS + "/alone/restart" + VERSION, body).statusCode()).isEqualTo(400);
    HttpResponse<String> reader =
        send("POST", SERVERS + "/db/restart" + VERSION, body, tokens.reader());
    assertThat(reader.statusCode()).isEqualTo(403);
    assertThat(reader.body())
        .contains("'Microsoft.DBforPostgreSQL/flexibleServers/restart/action'");
  }

  @Test
  void promotesAReplicaAloneButDoesNotSwitchToASmallerOne() throws Exception {
    HttpResponse<String> refused =
        send(
            "PATCH",
            SERVERS + "/replica" + VERSION,
            "{\"properties\":{\"replica\":{\"promoteMode\":\"switchover\"}}}",
            tokens.operator());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Standard_D2s_v3").contains("Standard_D4s_v3");

    HttpResponse<String> accepted =
        send(
            "PATCH",
            SERVERS + "/replica" + VERSION,
            "{\"properties\":{\"replica\":{\"promoteMode\":\"standalone\",\"promoteOption\":\"forced\"}}}",
            tokens.operator());
    assertThat(accepted.statusCode()).isEqualTo(202);
    estate.gate.countDown();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> estate.done.contains("promoteStandalone replica FORCED"));
  }

  @Test
  void givesAServerMoreStorageAndNeverLess() throws Exception {
    HttpResponse<String> less = size("alone", 64);
    assertThat(less.statusCode()).isEqualTo(400);
    assertThat(less.body()).contains("from 128 GiB to 64 GiB");
    assertThat(size("replica", 256).statusCode()).isEqualTo(400);
    assertThat(size("alone", 128).statusCode()).isEqualTo(200);

    HttpResponse<String> more = size("alone", 256);
    assertThat(more.statusCode()).isEqualTo(202);
    estate.gate.countDown();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(estate.done).containsExactly("growStorage alone 256"));
  }

  private HttpResponse<String> size(String server, int gigabytes) throws Exception {
    return send(
        "PATCH",
        SERVERS + "/" + server + VERSION,
        "{\"properties\":{\"storage\":{\"storageSizeGB\":" + gigabytes + "}}}",
        tokens.operator());
  }

  @Test
  void answersEveryMinuteOfTheSpanAndSplitsByDimension() throws Exception {
    String cluster = GROUP + "/providers/Microsoft.ContainerService/managedClusters/aks";
    String metrics =
        cluster
            + "/providers/microsoft.insights/metrics"
            + VERSION
            + "&metricnames=kube_pod_status_phase&aggregation=average&$filter=phase%20eq%20'*'";
    JsonNode value =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> JSON.readTree(get(metrics).body()).path("value").path(0),
                v -> v.path("timeseries").size() == 2);

    JsonNode series = value.path("timeseries").path(0);
    assertThat(series.path("data").size()).isBetween(60, 61);
    assertThat(series.path("data").path(0).has("average")).isFalse();
    assertThat(value.path("unit").asText()).isEqualTo("Count");
    assertThat(error(get(metrics.replace("kube_pod_status_phase", "none"))))
        .isEqualTo("BadRequest");
  }

  @Test
  void throttlesWithTheTimeToWait() throws Exception {
    endpoint.faults().begin(EndpointFaults.Kind.THROTTLED, Duration.ofMinutes(1));

    HttpResponse<String> response = get(SERVERS + VERSION);
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");

    endpoint.faults().end();
    assertThat(get(SERVERS + VERSION).statusCode()).isEqualTo(200);
  }

  private String status(String poll) throws Exception {
    return JSON.readTree(get(poll.substring(endpoint.url().toString().length())).body())
        .path("status")
        .asText();
  }

  private String state(String server) throws Exception {
    return JSON.readTree(get(SERVERS + "/" + server + VERSION).body())
        .path("properties")
        .path("state")
        .asText();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "", tokens.operator());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send("POST", path, body, tokens.operator());
  }

  private HttpResponse<String> send(String method, String path, String body, String token)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(endpoint.url() + path))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String error(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body()).path("error").path("code").asText();
  }
}
