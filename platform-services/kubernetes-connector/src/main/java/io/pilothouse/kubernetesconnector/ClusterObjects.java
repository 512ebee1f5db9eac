package io.pilothouse.kubernetesconnector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.pilothouse.operations.port.ControlException;
import java.util.List;
import java.util.Optional;

/** The cluster's objects of any kind, as JSON, as they are when they are asked for. Thread-safe. */
public final class ClusterObjects {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final KubernetesClient client;
  private final GuardedCalls calls;

  ClusterObjects(KubernetesClient client, GuardedCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  /** Whether the cluster serves a kind, such as {@code argoproj.io/v1alpha1} {@code Rollout}. */
  public boolean serves(String apiVersion, String kind) throws ControlException {
    return resource(apiVersion, kind).isPresent();
  }

  /** Whether the cluster serves an API of any version, such as {@code custom.metrics.k8s.io}. */
  public boolean serves(String group) throws ControlException {
    return calls.read(() -> client.getApiGroup(group) != null);
  }

  /**
   * The objects of a kind; none where the cluster does not serve it.
   *
   * @param namespace empty for all of them
   */
  public List<JsonNode> list(String apiVersion, String kind, String namespace)
      throws ControlException {
    Optional<APIResource> resource = resource(apiVersion, kind);
    if (resource.isEmpty()) {
      return List.of();
    }
    int slash = apiVersion.indexOf('/');
    var context =
        new ResourceDefinitionContext.Builder()
            .withGroup(slash < 0 ? "" : apiVersion.substring(0, slash))
            .withVersion(apiVersion.substring(slash + 1))
            .withKind(kind)
            .withPlural(resource.get().getName())
            .withNamespaced(Boolean.TRUE.equals(resource.get().getNamespaced()))
            .build();
    return calls.read(() -> {
      var all = client.genericKubernetesResources(context);
      var found =
          namespace.isEmpty() || !Boolean.TRUE.equals(resource.get().getNamespaced())
              ? all.list()
              : all.inNamespace(namespace).list();
      return found.getItems().stream()
          .map(item -> json(client.getKubernetesSerialization().asJson(item)))
          .toList();
    });
  }

  private Optional<APIResource> resource(String apiVersion, String kind) throws ControlException {
    return calls.read(() -> {
      // Absent where the cluster does not know the group's version.
      APIResourceList served = client.getApiResources(apiVersion);
      return Optional.ofNullable(served).stream()
          .flatMap(list -> list.getResources().stream())
          .filter(r -> kind.equals(r.getKind()) && !r.getName().contains("/"))
          .findFirst();
    });
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an object of the cluster is no JSON", impossible);
    }
  }
}
