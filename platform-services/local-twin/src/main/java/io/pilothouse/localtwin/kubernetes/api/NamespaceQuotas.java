package io.pilothouse.localtwin.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.model.Quantity;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectStore;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The admission of pods by the LimitRanges and ResourceQuotas of their namespace: containers get
 * the defaults of the former, and a pod that would exceed the latter is refused. Of quotas, pods,
 * processor and memory are counted.
 */
public final class NamespaceQuotas {
  private static final List<String> PODS = List.of("pods", "count/pods");

  private final ObjectStore store;

  NamespaceQuotas(ObjectStore store) {
    this.store = store;
  }

  /** Fills in what the namespace's LimitRanges give to containers that say nothing. */
  void setDefaults(ObjectNode pod, String namespace) {
    for (KubeObject range :
        store.list(BuiltInResources.LIMIT_RANGES.storage(), Selection.inNamespace(namespace))) {
      for (JsonNode limit : range.spec().path("limits")) {
        if (limit.path("type").asText().equals("Container")) {
          for (ObjectNode container : Json.objects(pod.path("spec").path("containers"))) {
            ObjectNode resources = Json.child(container, "resources");
            fill(resources, "limits", limit.path("default"));
            fill(resources, "requests", limit.path("defaultRequest"));
            fill(resources, "requests", limit.path("default"));
          }
        }
      }
    }
  }

  private static void fill(ObjectNode resources, String part, JsonNode defaults) {
    Json.texts(defaults)
        .forEach((name, amount) -> Json.setDefault(Json.child(resources, part), name, amount));
  }

  /** Whether anything is limited there. */
  boolean limits(String namespace) {
    return !quotas(namespace).isEmpty();
  }

  private List<KubeObject> quotas(String namespace) {
    return store.list(BuiltInResources.RESOURCE_QUOTAS.storage(), Selection.inNamespace(namespace));
  }

  /**
   * Refuses a pod for which a quota has no room left.
   *
   * @throws ApiFailure forbidden
   */
  void check(KubeObject pod) {
    for (KubeObject quota : quotas(pod.namespace())) {
      for (Map.Entry<String, String> hard : Json.texts(quota.spec().path("hard")).entrySet()) {
        BigDecimal asked = of(pod, hard.getKey());
        BigDecimal used = used(pod.namespace(), hard.getKey());
        boolean exceeded = used.add(asked).compareTo(Quantity.parse(hard.getValue()).value()) > 0;
        if (asked.signum() > 0 && exceeded) {
          throw ApiFailure.forbidden(
              "",
              "pods",
              pod.name(),
              "exceeded quota: "
                  + quota.name()
                  + ", requested: "
                  + hard.getKey()
                  + "="
                  + text(hard.getKey(), asked)
                  + ", used: "
                  + hard.getKey()
                  + "="
                  + text(hard.getKey(), used)
                  + ", limited: "
                  + hard.getKey()
                  + "="
                  + hard.getValue());
        }
      }
    }
  }

  /** What the pods of a namespace take of a counted resource, as a quota's status shows it. */
  public String used(KubeObject quota, String resource) {
    return text(resource, used(quota.namespace(), resource));
  }

  private BigDecimal used(String namespace, String resource) {
    return store.list(BuiltInResources.PODS.storage(), Selection.inNamespace(namespace)).stream()
        .filter(pod -> !Pods.finished(pod))
        .map(pod -> of(pod, resource))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal of(KubeObject pod, String resource) {
    if (PODS.contains(resource)) {
      return BigDecimal.ONE;
    }
    return switch (resource) {
      case "cpu", "requests.cpu" -> Pods.request(pod, "cpu").value();
      case "memory", "requests.memory" -> Pods.request(pod, "memory").value();
      case "limits.cpu" -> Pods.limit(pod, "cpu").value();
      case "limits.memory" -> Pods.limit(pod, "memory").value();
      default -> BigDecimal.ZERO;
    };
  }

  private static String text(String resource, BigDecimal amount) {
    Quantity quantity = new Quantity(amount);
    return resource.endsWith("memory")
        ? Quantity.ofKibibytes(quantity.units())
        : Quantity.ofMillis(quantity.millis());
  }
}
