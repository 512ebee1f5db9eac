package io.pilothouse.localtwin.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredResourcesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "/subscriptions/sub-1/resourceGroups/rg-one";
  private static final String NETWORKS = GROUP + "/providers/Microsoft.Network/virtualNetworks";
  private static final String GROUPS = GROUP + "/providers/Microsoft.Network/networkSecurityGroups";
  private static final String BUS = GROUP + "/providers/Microsoft.ServiceBus/namespaces";
  private static final String NETWORK =
      "{'location':'koreacentral','tags':{'a':'1'},'properties':{'addressSpace':{'addressPrefixes':"
          + "['10.0.0.0/16']},'subnets':[{'name':'one','properties':{'addressPrefix':'10.0.1.0/24'}}]}}";
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
  void keepsWhatIsWrittenWithWhatAzureAdds() throws Exception {
    assertThat(send("PUT", NETWORKS + "/net", NETWORK).statusCode()).isEqualTo(201);
    assertThat(send("PUT", NETWORKS + "/net", NETWORK).statusCode()).isEqualTo(200);

    JsonNode network = json(send("GET", NETWORKS.toLowerCase(java.util.Locale.ROOT) + "/NET", ""));
    assertThat(network.path("id").asText()).isEqualTo(NETWORKS + "/net");
    assertThat(network.path("properties").path("provisioningState").asText())
        .isEqualTo("Succeeded");
    assertThat(network.path("properties").path("subnets").path(0).path("id").asText())
        .isEqualTo(NETWORKS + "/net/subnets/one");
    assertThat(json(send("GET", NETWORKS, "")).path("value")).hasSize(1);
    assertThat(
            json(send(
                    "GET", "/subscriptions/sub-1/providers/Microsoft.Network/virtualNetworks", ""))
                .path("value"))
        .hasSize(1);
  }

  @Test
  void changesAPartByPatchAndOneThatStandsInsideByItself() throws Exception {
    send("PUT", NETWORKS + "/net", NETWORK);
    send("PATCH", NETWORKS + "/net", "{'tags':{'a':null,'b':'2'}}");
    send("PUT", NETWORKS + "/net/subnets/two", "{'properties':{'addressPrefix':'10.0.2.0/24'}}");
    send("DELETE", NETWORKS + "/net/subnets/one", "");

    JsonNode network = json(send("GET", NETWORKS + "/net", ""));
    assertThat(network.path("tags").toString()).isEqualTo("{\"b\":\"2\"}");
    assertThat(network.path("properties").path("subnets").findValuesAsText("name"))
        .containsExactly("two");
    assertThat(send("GET", NETWORKS + "/net/subnets/one", "").statusCode()).isEqualTo(404);
    assertThat(json(send("GET", NETWORKS + "/net/subnets", "")).path("value")).hasSize(1);
  }

  @Test
  void refusesAWriteOverAChangeThatItsAuthorHasNotSeen() throws Exception {
    String etag = json(send("PUT", NETWORKS + "/net", NETWORK)).path("etag").asText();
    send("PATCH", NETWORKS + "/net", "{'tags':{'b':'2'}}");

    HttpResponse<String> late = send("PUT", NETWORKS + "/net", NETWORK, etag);

    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(json(send("GET", NETWORKS + "/net", "")).path("tags").path("b").asText())
        .isEqualTo("2");
  }

  @Test
  void removesWhatStandsBelow() throws Exception {
    send("PUT", BUS + "/bus", "{'location':'koreacentral'}");
    send("PUT", BUS + "/bus/topics/t", "{}");
    send("PUT", BUS + "/bus/topics/t/subscriptions/s", "{}");

    assertThat(send("DELETE", BUS + "/bus", "").statusCode()).isEqualTo(200);
    assertThat(send("DELETE", BUS + "/bus", "").statusCode()).isEqualTo(204);
    assertThat(send("GET", BUS + "/bus/topics/t/subscriptions/s", "").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesWhatAzureRefuses() throws Exception {
    assertThat(error(send("PUT", BUS + "/bus/queues/q", "{}"))).isEqualTo("ParentResourceNotFound");
    assertThat(error(send("PUT", BUS + "/bus", "{}"))).isEqualTo("LocationRequired");
    send("PUT", BUS + "/bus", "{'location':'koreacentral'}");
    send("PUT", BUS + "/bus/queues/q", "{'properties':{'requiresSession':true}}");
    assertThat(
            error(send("PUT", BUS + "/bus/queues/q", "{'properties':{'requiresSession':false}}")))
        .isEqualTo("MessagingGatewayBadRequest");
    String rule =
        "{'name':'%s','properties':{'priority':100,'direction':'Inbound','access':'Allow'}}";
    assertThat(
            error(
                send(
                    "PUT",
                    GROUPS + "/g",
                    "{'location':'koreacentral','properties':{'securityRules':["
                        + rule.formatted("a")
                        + ","
                        + rule.formatted("b")
                        + "]}}")))
        .isEqualTo("SecurityRuleConflict");
    assertThat(error(send("PUT", NETWORKS + "/net/nothing/x", "{}"))).isEqualTo("NotFound");
  }

  @Test
  void writesSettingsOfAServerAndRefusesWhatNoProcessWouldFollow() throws Exception {
    String server = GROUP + "/providers/Microsoft.DBforPostgreSQL/flexibleServers/db";

    HttpResponse<String> settings =
        send("PATCH", server, "{'properties':{'backup':{'backupRetentionDays':14}}}");
    HttpResponse<String> more = send("PATCH", server, "{'properties':{'version':'16'}}");

    assertThat(settings.statusCode()).isEqualTo(200);
    assertThat(
            json(send("GET", server, ""))
                .path("properties")
                .path("backup")
                .path("backupRetentionDays")
                .asInt())
        .isEqualTo(14);
    assertThat(more.statusCode()).isEqualTo(400);
    assertThat(more.body()).contains("properties.version");
  }

  @Test
  void scalesAPoolWithinLimitsThatMakeSense() throws Exception {
    estate.gate.countDown();
    String pools =
        GROUP
            + "/providers/Microsoft.ContainerService/managedClusters/"
            + estate.clusters().getFirst().name()
            + "/agentPools/"
            + estate.clusters().getFirst().pools().getFirst().name();

    HttpResponse<String> wrong =
        send("PUT", pools, "{'properties':{'enableAutoScaling':true,'minCount':5,'maxCount':2}}");
    HttpResponse<String> right =
        send(
            "PUT",
            pools,
            "{'properties':{'count':3,'enableAutoScaling':true,'minCount':1,'maxCount':2}}");

    assertThat(error(wrong)).isEqualTo("InvalidParameter");
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(estate.done.getLast())
        .contains("PoolScale[count=2, automatic=true, minCount=1, maxCount=2]");
  }

  private HttpResponse<String> send(String method, String path, String body, String... ifMatch)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(endpoint.url() + path + "?api-version=2024-05-01"))
            .header("Authorization", "Bearer " + tokens.operator())
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    for (String etag : ifMatch) {
      request.header("If-Match", etag);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body());
  }

  private static String error(HttpResponse<String> response) throws Exception {
    return json(response).path("error").path("code").asText();
  }
}
