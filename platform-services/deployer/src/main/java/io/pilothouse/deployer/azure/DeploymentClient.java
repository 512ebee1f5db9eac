package io.pilothouse.deployer.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.resources.fluent.DeploymentsClient;
import com.azure.resourcemanager.resources.fluent.models.DeploymentExtendedInner;
import com.azure.resourcemanager.resources.fluent.models.DeploymentInner;
import com.azure.resourcemanager.resources.fluent.models.WhatIfOperationResultInner;
import com.azure.resourcemanager.resources.implementation.DeploymentsManagementClientBuilder;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.azure.resourcemanager.resources.models.DeploymentParameter;
import com.azure.resourcemanager.resources.models.DeploymentProperties;
import com.azure.resourcemanager.resources.models.DeploymentWhatIf;
import com.azure.resourcemanager.resources.models.DeploymentWhatIfProperties;
import com.azure.resourcemanager.resources.models.KeyVaultParameterReference;
import com.azure.resourcemanager.resources.models.KeyVaultReference;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pilothouse.azureconnector.AzureConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a deployment asks of Azure's resource manager, through a connection's own pipeline. Each
 * call is one question or one effect, tried once; what was begun is asked about by its name, never
 * begun again. Blocks; safe for threads.
 */
public final class DeploymentClient {
  private static final String GROUPS_VERSION = "2024-11-01";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpPipeline pipeline;
  private final DeploymentsClient deployments;
  private final String subscription;

  private DeploymentClient(
      HttpPipeline pipeline, DeploymentsClient deployments, String subscription) {
    this.pipeline = pipeline;
    this.deployments = deployments;
    this.subscription = subscription;
  }

  /** Reaches nothing yet. Takes about a second the first time: the SDK's classes. */
  public static DeploymentClient of(AzureConnection connection) {
    HttpPipeline pipeline = connection.pipeline();
    String subscription = connection.target().subscription();
    return new DeploymentClient(
        pipeline,
        new DeploymentsManagementClientBuilder()
            .pipeline(pipeline)
            .environment(AzureEnvironment.AZURE)
            .endpoint(AzureEnvironment.AZURE.getResourceManagerEndpoint())
            .subscriptionId(subscription)
            .defaultPollInterval(Duration.ofSeconds(1))
            .buildClient()
            .getDeployments(),
        subscription);
  }

  /** Whether a resource group is there. */
  public boolean hasGroup(String group) {
    return read(group(group), GROUPS_VERSION).isPresent();
  }

  /** Makes a resource group, or leaves the one that is there with these tags. */
  public void putGroup(String group, String location, Map<String, String> tags) {
    send(
        HttpMethod.PUT,
        group(group),
        GROUPS_VERSION,
        Optional.of(JSON.valueToTree(Map.of("location", location, "tags", tags))));
  }

  /** Begins to delete a group with all that is in it. */
  public void deleteGroup(String group) {
    send(HttpMethod.DELETE, group(group), GROUPS_VERSION, Optional.empty());
  }

  /** The names of the locks on a group. */
  public List<String> locks(String group) {
    return read(group(group) + "/providers/Microsoft.Authorization/locks", "2020-05-01")
        .map(list -> list.path("value").findValuesAsText("name"))
        .orElse(List.of());
  }

  /** The names of vaults of a group that were deleted and are kept. */
  public List<String> deletedVaults(String group) {
    String prefix = (group(group) + "/").toLowerCase(java.util.Locale.ROOT);
    var names = new ArrayList<String>();
    read(
            "/subscriptions/" + subscription + "/providers/Microsoft.KeyVault/deletedVaults",
            "2024-11-01")
        .ifPresent(list ->
            list.path("value")
                .forEach(vault -> {
                  String id = vault.at("/properties/vaultId").asText();
                  if (id.toLowerCase(java.util.Locale.ROOT).startsWith(prefix)) {
                    names.add(vault.path("name").asText());
                  }
                }));
    return names;
  }

  /**
   * The regions that the subscription has, by name.
   *
   * @throws AzureRefusedException also if whoever asks may not know
   */
  public Set<String> regions() {
    JsonNode list =
        send(
            HttpMethod.GET,
            "/subscriptions/" + subscription + "/locations",
            "2022-12-01",
            Optional.empty());
    var regions = new TreeSet<String>();
    list.path("value").forEach(region -> regions.add(region.path("name").asText()));
    return regions;
  }

  /**
   * The versions of Kubernetes that a cluster may be made with in a region.
   *
   * @throws AzureRefusedException also if whoever asks may not know
   */
  public List<OfferedVersion> kubernetesVersions(String region) {
    JsonNode list =
        send(
            HttpMethod.GET,
            "/subscriptions/%s/providers/Microsoft.ContainerService/locations/%s/kubernetesVersions"
                .formatted(subscription, region),
            "2024-02-01",
            Optional.empty());
    var versions = new ArrayList<OfferedVersion>();
    list.path("values")
        .forEach(version -> {
          var patches = new TreeSet<String>();
          version.path("patchVersions").fieldNames().forEachRemaining(patches::add);
          versions.add(
              new OfferedVersion(
                  version.path("version").asText(),
                  patches,
                  version
                      .at("/capabilities/supportPlan")
                      .valueStream()
                      .map(JsonNode::asText)
                      .toList()));
        });
    return versions;
  }

  /** A resource as it is; empty if it is not there. */
  public Optional<JsonNode> read(String id, String apiVersion) {
    try {
      return Optional.of(send(HttpMethod.GET, id, apiVersion, Optional.empty()));
    } catch (AzureRefusedException refused) {
      if (refused.status() == 404) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** The kubeconfig that a cluster's users have. */
  public Optional<String> kubeconfig(String cluster, String apiVersion) {
    JsonNode answer =
        send(HttpMethod.POST, cluster + "/listClusterUserCredential", apiVersion, Optional.empty());
    return Optional.of(answer.at("/kubeconfigs/0/value").asText(""))
        .filter(value -> !value.isEmpty())
        .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
  }

  /**
   * What deploying a template into a group would change. Takes Azure some seconds.
   *
   * @throws AzureRefusedException also if Azure cannot say
   */
  public List<ResourceChange> whatIf(
      String group, JsonNode template, Map<String, ParameterValue> parameters) {
    WhatIfOperationResultInner result =
        call(() -> {
          var poller =
              deployments.beginWhatIf(
                  group,
                  "pilothouse-plan",
                  new DeploymentWhatIf()
                      .withProperties(
                          new DeploymentWhatIfProperties()
                              .withMode(DeploymentMode.INCREMENTAL)
                              .withTemplate(map(template))
                              .withParameters(given(parameters))));
          poller.waitForCompletion();
          return poller.getFinalResult();
        });
    if (result.error() != null) {
      throw new AzureRefusedException(400, AzureError.of(result.error()));
    }
    return result.changes().stream().map(WhatIfReading::change).toList();
  }

  /**
   * Begins a deployment. What came of an earlier one of the name is forgotten.
   *
   * @throws AzureRefusedException if it is refused before anything was begun
   */
  public void begin(
      String group, String name, JsonNode template, Map<String, ParameterValue> parameters) {
    var body =
        new DeploymentInner()
            .withProperties(
                new DeploymentProperties()
                    .withMode(DeploymentMode.INCREMENTAL)
                    .withTemplate(map(template))
                    .withParameters(given(parameters)));
    // Only begun here: what the SDK waits for swallows failure, and ends with this process.
    call(() -> {
      var response = deployments.createOrUpdateWithResponseAsync(group, name, body).block();
      return response == null ? 0 : response.getStatusCode();
    });
  }

  /** Where a deployment stands; empty if there is none of the name. */
  public Optional<DeploymentState> state(String group, String name) {
    DeploymentExtendedInner found;
    try {
      found = call(() -> deployments.getByResourceGroup(group, name));
    } catch (AzureRefusedException refused) {
      if (refused.status() == 404) {
        return Optional.empty();
      }
      throw refused;
    }
    var properties = found.properties();
    return Optional.of(
        new DeploymentState(
            name,
            DeploymentState.Phase.of(String.valueOf(properties.provisioningState())),
            String.valueOf(properties.correlationId()),
            Optional.ofNullable(properties.error()).map(AzureError::of)));
  }

  private String group(String name) {
    return "/subscriptions/" + subscription + "/resourceGroups/" + name;
  }

  private JsonNode send(
      HttpMethod method, String path, String apiVersion, Optional<JsonNode> body) {
    String base = AzureEnvironment.AZURE.getResourceManagerEndpoint().replaceFirst("/$", "");
    var request = new HttpRequest(method, base + path + "?api-version=" + apiVersion);
    request.setHeader(HttpHeaderName.ACCEPT, "application/json");
    body.ifPresent(content -> {
      request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json");
      request.setBody(content.toString());
    });
    return call(() -> {
      try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
        var bytes = response.getBodyAsBinaryData();
        String text = bytes == null ? "" : bytes.toString();
        JsonNode answer = text.isBlank() ? MissingNode.getInstance() : parse(text);
        if (response.getStatusCode() >= 400) {
          throw new AzureRefusedException(response.getStatusCode(), AzureError.of(answer));
        }
        return answer;
      }
    });
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }

  private static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (ManagementException refused) {
      throw new AzureRefusedException(
          status(refused),
          refused.getValue() == null
              ? new AzureError("Unknown", String.valueOf(refused.getMessage()), "", List.of())
              : AzureError.of(refused.getValue()),
          refused);
    } catch (HttpResponseException refused) {
      throw new AzureRefusedException(
          status(refused),
          new AzureError("Unknown", String.valueOf(refused.getMessage()), "", List.of()),
          refused);
    } catch (AzureRefusedException refused) {
      throw refused;
    } catch (RuntimeException unreachable) {
      Throwable cause = unreachable.getCause() == null ? unreachable : unreachable.getCause();
      throw new AzureRefusedException(
          0, new AzureError("Unreachable", cause.toString(), "", List.of()), unreachable);
    }
  }

  private static int status(HttpResponseException refused) {
    return refused.getResponse() == null ? 0 : refused.getResponse().getStatusCode();
  }

  private static Map<String, Object> map(JsonNode template) {
    return JSON.convertValue(template, new TypeReference<Map<String, Object>>() {});
  }

  private static Map<String, DeploymentParameter> given(Map<String, ParameterValue> parameters) {
    var given = new HashMap<String, DeploymentParameter>();
    parameters.forEach((name, value) ->
        given.put(
            name,
            switch (value) {
              case ParameterValue.Given own -> new DeploymentParameter().withValue(own.text());
              case ParameterValue.InVault kept ->
                  new DeploymentParameter()
                      .withReference(
                          new KeyVaultParameterReference()
                              .withKeyVault(new KeyVaultReference().withId(kept.vault()))
                              .withSecretName(kept.secret()));
            }));
    return given;
  }
}
