package io.pilothouse.localtwin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.ShippedSystems;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceManifestsTest {

  private final ServiceManifests manifests =
      new ServiceManifests(ShippedSystems.load("tripgen-prod").orElseThrow());

  @Test
  void deployWhatTheDocumentSaysOfAService() {
    var deployments = manifests.deployments(new Release("1.2.0", "because"));
    assertThat(names(deployments))
        .containsExactly("user-service", "trip-service", "ai-service", "location-service");
    var trip = deployments.get(1);
    var container = trip.at("/spec/template/spec/containers/0");

    assertThat(trip.at("/metadata/namespace").asText()).isEqualTo("production");
    assertThat(trip.at("/spec/replicas").asInt()).isEqualTo(3);
    assertThat(trip.at("/metadata/annotations/kubernetes.io~1change-cause").asText())
        .isEqualTo("because");
    assertThat(container.path("image").asText())
        .isEqualTo("tripgenprod.azurecr.io/trip-service:1.2.0");
    assertThat(container.at("/resources/requests/cpu").asText()).isEqualTo("500m");
    assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("2Gi");
  }

  @Test
  void requestWhatAnAutoscalerReckonsWithWhereTheDocumentIsSilent() {
    var event =
        new ServiceManifests(ShippedSystems.load("kt-event-marketing-prod").orElseThrow())
            .deployments(new Release("1.2.0", "because"))
            .getFirst()
            .at("/spec/template/spec/containers/0/resources");

    assertThat(event.at("/requests/cpu").asText()).isEqualTo("250m");
    assertThat(event.has("limits")).isFalse();
  }

  @Test
  void placePodsInTheTaintedPoolSpreadOverZonesAndNodes() {
    var pod =
        manifests.deployments(Release.history().getFirst()).getFirst().at("/spec/template/spec");

    assertThat(pod.at("/nodeSelector/kubernetes.azure.com~1agentpool").asText())
        .isEqualTo("application");
    assertThat(pod.at("/tolerations/0/key").asText()).isEqualTo("application-workload");
    assertThat(pod.at("/tolerations/0/effect").asText()).isEqualTo("NoSchedule");
    assertThat(pod.at("/topologySpreadConstraints/0/topologyKey").asText())
        .isEqualTo("topology.kubernetes.io/zone");
    assertThat(
            pod.at(
                    "/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0"
                        + "/podAffinityTerm/topologyKey")
                .asText())
        .isEqualTo("kubernetes.io/hostname");
  }

  @Test
  void scaleOnResourcesAndCustomMetricsWhereTheDocumentGivesARange() {
    var autoscalers = manifests.autoscalers();

    assertThat(names(autoscalers)).containsExactly("user-service", "trip-service", "ai-service");
    var user = autoscalers.getFirst().path("spec");
    assertThat(user.path("minReplicas").asInt()).isEqualTo(3);
    assertThat(user.path("maxReplicas").asInt()).isEqualTo(10);
    assertThat(user.at("/metrics/0/resource/target/averageUtilization").asInt()).isEqualTo(70);
    assertThat(user.at("/metrics/2/pods/metric/name").asText()).isEqualTo("requests_per_second");
    assertThat(user.at("/metrics/2/pods/target/averageValue").asText()).isEqualTo("100");
  }

  @Test
  void surroundThePodsWithAccountsServicesBudgetsAndThePolicyAsItIsWorded() {
    var objects = manifests.surroundings();

    assertThat(objects.getFirst().path("kind").asText()).isEqualTo("Namespace");
    assertThat(ofKind(objects, "ServiceAccount")).hasSize(4);
    assertThat(ofKind(objects, "Service")).hasSize(4);
    assertThat(ofKind(objects, "PodDisruptionBudget"))
        .extracting(budget -> budget.at("/spec/minAvailable").asInt())
        .containsExactly(2, 2, 1, 1);
    var policy = ofKind(objects, "NetworkPolicy").getFirst().path("spec");
    assertThat(policy.at("/podSelector/matchLabels/tier").asText()).isEqualTo("application");
    assertThat(policy.at("/egress/1/to/0/podSelector/matchLabels/app").asText()).isEqualTo("redis");
    assertThat(policy.at("/egress/2/to").isMissingNode()).isTrue();
    assertThat(policy.at("/egress/2/ports/0/port").asInt()).isEqualTo(443);
  }

  private static List<String> names(List<ObjectNode> objects) {
    return objects.stream().map(object -> object.at("/metadata/name").asText()).toList();
  }

  private static List<? extends JsonNode> ofKind(List<ObjectNode> objects, String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }
}
