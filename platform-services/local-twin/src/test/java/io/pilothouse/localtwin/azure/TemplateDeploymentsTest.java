package io.pilothouse.localtwin.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.localtwin.azure.ProvisioningFaults.Reason;
import io.pilothouse.localtwin.azure.ProvisioningFaults.Refusal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateDeploymentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "/subscriptions/sub-1/resourceGroups/rg-one";
  private static final String NETWORK =
      """
      {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-01-01", "name": "hub",
       "location": "koreacentral", "dependsOn": ["guard"],
       "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
         "subnets": [{"name": "private", "properties": {"addressPrefix": "10.0.1.0/24"}}]}}
      """;
  private static final String GUARD =
      """
      {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-01-01",
       "name": "[parameters('guard')]", "location": "koreacentral", "properties": {}}
      """;
  private static final String IDENTITY =
      """
      {"type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2024-11-30",
       "name": "who", "location": "koreacentral"}
      """;
  private static final String ROLE =
      """
      {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01",
       "name": "11111111-0000-4000-8000-000000000001",
       "scope": "[resourceId('Microsoft.Network/virtualNetworks', 'hub')]",
       "dependsOn": ["hub", "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'who')]"],
       "properties": {"principalId":
         "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'who'), '2024-11-30').principalId]"}}
      """;

  private final SmallEstate estate = new SmallEstate();
  private final AzureTokens tokens = AzureTokens.random();
  private final HttpClient http = HttpClient.newHttpClient();
  private AzureEndpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    endpoint = AzureEndpoint.start(estate, estate, tokens, estate.told, Clock.systemUTC());
    endpoint.clear();
    assertThat(put(GROUP, "{\"location\": \"koreacentral\"}").statusCode()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    http.close();
    endpoint.close();
  }

  @Test
  void aTemplateIsDeployedInItsOrderAndIsNoChangeThen() throws Exception {
    String body = body(NETWORK, GUARD, IDENTITY, ROLE);
    assertThat(changes(body)).containsOnly("Create", "Ignore");

    var begun = put(deployment("one"), body);
    assertThat(begun.statusCode()).isEqualTo(201);
    assertThat(begun.headers().firstValue("Azure-AsyncOperation"))
        .hasValueSatisfying(at -> assertThat(at).contains("/deployments/one/operationStatuses/"));
    assertThat(ended("one").path("provisioningState").asText()).isEqualTo("Succeeded");

    JsonNode role =
        read(
            GROUP
                + "/providers/Microsoft.Network/virtualNetworks/hub/providers/Microsoft.Authorization/roleAssignments/11111111-0000-4000-8000-000000000001");
    JsonNode identity =
        read(GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/who");
    assertThat(role.at("/properties/principalId"))
        .isEqualTo(identity.at("/properties/principalId"));
    assertThat(read(deployment("one") + "/operations").path("value")).hasSize(4);
    assertThat(changes(body)).containsOnly("NoChange", "Ignore");
  }

  @Test
  void aDifferenceIsToldWithItsPlace() throws Exception {
    put(deployment("one"), body(NETWORK, GUARD));
    ended("one");
    String wider = body(NETWORK.replace("10.0.1.0/24", "10.0.1.0/25"), GUARD);

    JsonNode network = find(whatIf(wider), "/virtualNetworks/hub");

    assertThat(network.path("changeType").asText()).isEqualTo("Modify");
    JsonNode subnets = network.path("delta").path(0);
    assertThat(subnets.path("path").asText()).isEqualTo("properties.subnets");
    assertThat(subnets.path("propertyChangeType").asText()).isEqualTo("Array");
    JsonNode prefix = subnets.at("/children/0/children/0");
    assertThat(prefix.path("before").asText()).isEqualTo("10.0.1.0/24");
    assertThat(prefix.path("after").asText()).isEqualTo("10.0.1.0/25");
  }

  @Test
  void whatFailsKeepsOnlyThoseAfterItFromBeingBegun() throws Exception {
    String refused =
        "{\"type\": \"Microsoft.Network/networkSecurityGroups\", \"apiVersion\": \"2024-01-01\", \"name\": \"guard\", \"location\": \"koreacentral\", \"properties\": {\"securityRules\": [{\"name\": \"r\", \"properties\": {\"priority\": 5, \"direction\": \"Inbound\"}}]}}";
    put(deployment("one"), body(NETWORK, refused, IDENTITY));

    JsonNode failed = ended("one");

    assertThat(failed.path("provisioningState").asText()).isEqualTo("Failed");
    assertThat(failed.at("/error/code").asText()).isEqualTo("DeploymentFailed");
    assertThat(failed.at("/error/details")).hasSize(1);
    assertThat(failed.at("/error/details/0/code").asText())
        .isEqualTo("SecurityRuleInvalidPriority");
    assertThat(failed.path("outputResources")).hasSize(1);
  }

  @Test
  void whatTheRegionRefusesIsKnownBeforeAnythingIsBegun() throws Exception {
    var full = new Refusal(Reason.QUOTA, "Microsoft.Network/virtualNetworks");
    endpoint.faults().provisioning().begin(full);
    var refused = put(deployment("one"), body(NETWORK, GUARD));
    assertThat(refused.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(refused.body()).path("error");
    assertThat(error.path("code").asText()).isEqualTo("InvalidTemplateDeployment");
    assertThat(error.at("/details/0/code").asText()).isEqualTo("QuotaExceeded");

    endpoint.faults().provisioning().end(full);
    endpoint
        .faults()
        .provisioning()
        .begin(new Refusal(Reason.ROLE_MISSING, "Microsoft.Network/virtualNetworks"));
    assertThat(put(deployment("one"), body(NETWORK, GUARD)).statusCode()).isEqualTo(403);
  }

  @Test
  void aTemplateThatCannotBeReadIsRefusedAtOnce() throws Exception {
    assertThat(put(deployment("one"), body(NETWORK)).body())
        .contains("is not defined in the template");
    assertThat(
            put(deployment("one"), body(GUARD.replace("parameters('guard')", "nothing('x')")))
                .body())
        .contains("InvalidTemplate");
    assertThat(put(deployment("one"), "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void aLockedGroupStaysAndAnUnlockedOneGoesWithAllThatIsInIt() throws Exception {
    estate.gate.countDown();
    put(deployment("one"), body(NETWORK, GUARD));
    ended("one");
    String lock = GROUP + "/providers/Microsoft.Authorization/locks/keep";
    put(lock, "{\"properties\": {\"level\": \"CanNotDelete\"}}");
    assertThat(send("DELETE", GROUP, "").body()).contains("ScopeLocked");

    send("DELETE", lock, "");
    assertThat(send("DELETE", GROUP, "").statusCode()).isEqualTo(202);
    await().until(() -> send("GET", GROUP, "").statusCode() == 404);
    put(GROUP, "{\"location\": \"koreacentral\"}");
    assertThat(
            send("GET", GROUP + "/providers/Microsoft.Network/virtualNetworks/hub", "")
                .statusCode())
        .isEqualTo(404);
  }

  /** The guard's name stands in the vault, so that what was taken for the parameter can be seen. */
  @Test
  void aParameterMayReferToASecretOfAVaultThatIsForDeployments() throws Exception {
    String vault = GROUP + "/providers/Microsoft.KeyVault/vaults/kv";
    String reference =
        "{\"reference\": {\"keyVault\": {\"id\": \"%s\"}, \"secretName\": \"which\"}}"
            .formatted(vault);
    String body = body(GUARD).replace("{\"value\": \"guard\"}", reference);
    assertThat(put(deployment("one"), body).body()).contains("KeyVaultParameterReferenceNotFound");

    String closed =
        "{\"location\": \"koreacentral\", \"properties\": {\"enabledForTemplateDeployment\": false}}";
    put(vault, closed);
    put(vault + "/secrets/which", "{\"properties\": {\"value\": \"hidden\"}}");
    assertThat(put(deployment("one"), body).body())
        .contains("KeyVaultParameterReferenceSecretRetrieveFailed");

    put(vault, closed.replace("false", "true"));
    assertThat(put(deployment("one"), body).statusCode()).isEqualTo(201);
    assertThat(ended("one").path("provisioningState").asText()).isEqualTo("Succeeded");
    read(GROUP + "/providers/Microsoft.Network/networkSecurityGroups/hidden");
    assertThat(read(vault + "/secrets/which").toString()).doesNotContain("hidden");
    assertThat(put(deployment("two"), body.replace("which", "other")).body()).contains("NotFound");
  }

  private static String body(String... resources) {
    return """
    {"properties": {"mode": "Incremental", "parameters": {"guard": {"value": "guard"}},
      "template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0", "parameters": {"guard": {"type": "string"}},
        "resources": [%s]}}}
    """
        .formatted(String.join(",", resources));
  }

  private static String deployment(String name) {
    return GROUP + "/providers/Microsoft.Resources/deployments/" + name;
  }

  private JsonNode ended(String name) throws Exception {
    await()
        .until(() ->
            !read(deployment(name)).at("/properties/provisioningState").asText().equals("Running"));
    return read(deployment(name)).path("properties");
  }

  private JsonNode whatIf(String body) throws Exception {
    var asked = send("POST", deployment("asked") + "/whatIf", body);
    assertThat(asked.statusCode()).isEqualTo(202);
    String at = asked.headers().firstValue("Location").orElseThrow();
    String path = at.substring(endpoint.url().toString().length(), at.indexOf('?'));
    await().until(() -> send("GET", path, "").statusCode() == 200);
    return JSON.readTree(send("GET", path, "").body());
  }

  private java.util.List<String> changes(String body) throws Exception {
    return whatIf(body).at("/properties/changes").findValuesAsText("changeType");
  }

  private static JsonNode find(JsonNode whatIf, String end) {
    for (JsonNode change : whatIf.at("/properties/changes")) {
      if (change.path("resourceId").asText().endsWith(end)) {
        return change;
      }
    }
    throw new AssertionError("nothing is said of " + end + " in " + whatIf);
  }

  private JsonNode read(String path) throws Exception {
    var answer = send("GET", path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> put(String path, String body) throws Exception {
    return send("PUT", path, body);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(endpoint.url() + path + "?api-version=2024-01-01"))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + tokens.operator())
            .build(),
        BodyHandlers.ofString());
  }
}
