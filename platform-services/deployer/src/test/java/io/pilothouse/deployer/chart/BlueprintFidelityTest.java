package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each number of a blueprint's services stands in the rendered objects. Both sides are read in
 * their own words: nothing of the generator is used here.
 */
class BlueprintFidelityTest {
  static List<String> systems() {
    return ShippedSystems.keys();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void nothingOfAServiceIsLost(String system) {
    Blueprint blueprint = ShippedChart.blueprint(system);
    Rendered rendered = Rendered.system(system);
    assertThat(rendered.ofKind("Deployment", "Rollout")).hasSameSizeAs(blueprint.services());
    for (var service : blueprint.services()) {
      ObjectNode workload = rendered.workload(service.deployment());
      assertThat(workload.at("/metadata/namespace").asText())
          .isEqualTo(blueprint.cluster().namespace());
      replicas(service, workload);
      resources(service, container(workload));
      autoscaler(service, rendered, workload);
      assertThat(
              rendered
                  .find("PodDisruptionBudget", service.deployment())
                  .map(budget -> budget.at("/spec/minAvailable").asInt()))
          .isEqualTo(service.minAvailable());
      probes(service, container(workload));
      placement(blueprint, service, workload.at("/spec/template/spec"));
      assertThat(rendered.get("Service", service.deployment()).at("/spec/ports/0/port").asInt())
          .isEqualTo(service.port());
    }
  }

  @ParameterizedTest
  @MethodSource("systems")
  void aReleaseTakesOverAsTheDocumentSays(String system) {
    Blueprint blueprint = ShippedChart.blueprint(system);
    Optional<String> strategy = blueprint.changePolicy().flatMap(p -> p.deploymentStrategy());
    String kind =
        strategy.filter(s -> s.startsWith("Blue-Green")).isPresent()
                || system.equals("tripgen-prod")
            ? "Rollout"
            : "Deployment";
    Rendered rendered = Rendered.system(system);
    assertThat(rendered.ofKind("Deployment", "Rollout"))
        .allSatisfy(workload -> {
          assertThat(workload.path("kind").asText()).isEqualTo(kind);
          blueprint
              .objectives()
              .rollbackTime()
              .ifPresent(limit ->
                  assertThat(workload.at("/spec/progressDeadlineSeconds").asLong())
                      .isEqualTo(limit.toSeconds()));
        });
  }

  private static void replicas(Service service, ObjectNode workload) {
    if (scaled(service)) {
      assertThat(workload.path("spec").has("replicas")).as("left to the autoscaler").isFalse();
    } else {
      assertThat(workload.at("/spec/replicas").asInt()).isEqualTo(service.replicas());
    }
  }

  private static boolean scaled(Service service) {
    return service.autoscaling().flatMap(Service.Autoscaling::maxReplicas).isPresent();
  }

  private static void resources(Service service, JsonNode container) {
    service.requests().ifPresent(r -> amounts(r, container.at("/resources/requests")));
    service.limits().ifPresent(r -> amounts(r, container.at("/resources/limits")));
    assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
  }

  private static void amounts(Service.Resources wanted, JsonNode found) {
    assertThat(found.path("cpu").asText()).isEqualTo(wanted.cpu());
    assertThat(found.path("memory").asText()).isEqualTo(wanted.memory());
  }

  private static void autoscaler(Service service, Rendered rendered, ObjectNode workload) {
    Optional<ObjectNode> object = rendered.find("HorizontalPodAutoscaler", service.deployment());
    assertThat(object.isPresent()).isEqualTo(scaled(service));
    object.ifPresent(found -> {
      var wanted = service.autoscaling().orElseThrow();
      JsonNode spec = found.path("spec");
      assertThat(spec.at("/scaleTargetRef/kind")).isEqualTo(workload.path("kind"));
      assertThat(spec.at("/scaleTargetRef/apiVersion")).isEqualTo(workload.path("apiVersion"));
      assertThat(Optional.of(spec.path("minReplicas").asInt())).isEqualTo(wanted.minReplicas());
      assertThat(Optional.of(spec.path("maxReplicas").asInt())).isEqualTo(wanted.maxReplicas());
      var metrics = new ArrayList<Service.MetricTarget>();
      for (var metric : spec.path("metrics")) {
        metrics.add(
            metric.path("type").asText().equals("Resource")
                ? new Service.MetricTarget(
                    Service.MetricKind.RESOURCE,
                    metric.at("/resource/name").asText(),
                    metric.at("/resource/target/averageUtilization").asDouble())
                : new Service.MetricTarget(
                    Service.MetricKind.CUSTOM,
                    metric.at("/pods/metric/name").asText(),
                    Double.parseDouble(metric.at("/pods/target/averageValue").asText())));
      }
      assertThat(metrics).isEqualTo(wanted.metrics());
    });
  }

  private static void probes(Service service, JsonNode container) {
    List<String> ports =
        StreamSupport.stream(container.path("ports").spliterator(), false)
            .map(port -> port.path("name").asText() + ":" + port.path("containerPort").asInt())
            .toList();
    assertThat(ports).containsExactly("http:" + service.port(), "management:8081");
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      JsonNode http = container.path(probe).path("httpGet");
      assertThat(http.path("port").asText()).as(probe).isEqualTo("management");
      assertThat(http.path("path").asText())
          .isEqualTo(
              "/actuator/health/" + (probe.startsWith("readiness") ? "readiness" : "liveness"));
    }
  }

  private static void placement(Blueprint blueprint, Service service, JsonNode pod) {
    blueprint.cluster().nodePools().stream()
        .filter(pool -> service.nodePool().filter(pool.id()::equals).isPresent())
        .forEach(pool -> {
          assertThat(pod.at("/nodeSelector/kubernetes.azure.com~1agentpool").asText())
              .isEqualTo(pool.agentPool());
          for (String taint : pool.taints()) {
            assertThat(pod.path("tolerations"))
                .anySatisfy(t ->
                    assertThat(
                            t.path("key").asText()
                                + "="
                                + t.path("value").asText()
                                + ":"
                                + t.path("effect").asText())
                        .isEqualTo(taint));
          }
        });
    var spread = blueprint.cluster().spread();
    assertThat(pod.has("topologySpreadConstraints"))
        .isEqualTo(spread.filter(s -> s.acrossZones()).isPresent());
    assertThat(pod.has("affinity"))
        .isEqualTo(spread.filter(s -> s.antiAffinityByNode()).isPresent());
  }

  private static JsonNode container(ObjectNode workload) {
    return workload.at("/spec/template/spec/containers/0");
  }
}
