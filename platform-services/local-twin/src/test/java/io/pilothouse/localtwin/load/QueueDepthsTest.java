package io.pilothouse.localtwin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.localtwin.broker.NamespaceSettings;
import io.pilothouse.localtwin.broker.QueueSettings;
import io.pilothouse.localtwin.broker.ServiceBusBroker;
import io.pilothouse.localtwin.kubernetes.ControllerTimings;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.KubernetesTwinSpec;
import io.pilothouse.localtwin.kubernetes.NodePoolSpec;
import io.pilothouse.localtwin.kubernetes.VmSize;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A real queue behind an autoscaler's external metric. */
class QueueDepthsTest {
  private static final ControllerTimings HASTY =
      new ControllerTimings(
          Duration.ofMillis(200),
          Duration.ofMillis(400),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          Duration.ofMillis(40),
          Duration.ofMillis(30),
          Duration.ofMillis(60),
          Duration.ofMillis(500));
  private static final KubernetesTwinSpec CLUSTER =
      new KubernetesTwinSpec(
          "twin-test",
          "v1.29.7",
          List.of(
              new NodePoolSpec(
                  "nodes",
                  NodePoolSpec.Mode.SYSTEM,
                  VmSize.named("Standard_D4s_v3", 30),
                  1,
                  List.of("koreacentral-1"),
                  List.of(),
                  Map.of())),
          HASTY);
  private static final ObjectKey WORKER = new ObjectKey("default", "worker");

  @Test
  void anAutoscalerFollowsWhatWaitsInAQueue() throws IOException {
    var containers = new ServiceContainers(Duration.ofMillis(50));
    var settings =
        new NamespaceSettings("sb", 262_144, List.of(QueueSettings.named("orders")), List.of());
    try (var broker = ServiceBusBroker.start(settings, Clock.systemUTC());
        var cluster = KubernetesTwin.start(CLUSTER, containers, Optional.of(containers))) {
      containers.queues(new QueueDepths(List.of(broker)));
      assertThat(containers.external("default", "azure-servicebus-other")).isEmpty();
      assertThat(containers.external("default", "orders")).isEmpty();
      assertThat(containers.external("default", "azure-servicebus-orders")).hasValue(0);
      cluster.apply(WORKER_AND_AUTOSCALER);
      await().atMost(Duration.ofSeconds(60)).until(() -> replicas(cluster) == 1);

      broker.flood("orders", 38, "test", id -> "order " + id);
      await().atMost(Duration.ofSeconds(60)).until(() -> replicas(cluster) == 4);
      KubeObject scaler = cluster.api().get(BuiltInResources.AUTOSCALERS, WORKER);
      assertThat(
              scaler
                  .status()
                  .path("currentMetrics")
                  .path(0)
                  .path("external")
                  .path("metric")
                  .path("name")
                  .asText())
          .isEqualTo("azure-servicebus-orders");

      broker.discard("test");
      await().atMost(Duration.ofSeconds(60)).until(() -> replicas(cluster) == 1);
    }
  }

  private static int replicas(KubernetesTwin cluster) {
    return cluster
        .api()
        .get(BuiltInResources.DEPLOYMENTS, WORKER)
        .status()
        .path("readyReplicas")
        .asInt();
  }

  private static final String WORKER_AND_AUTOSCALER =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: worker, namespace: default}
      spec:
        selector: {matchLabels: {app: worker}}
        template:
          metadata: {labels: {app: worker}}
          spec: {containers: [{name: worker, image: "worker:1.0.0"}]}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker, namespace: default}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 1
        maxReplicas: 6
        metrics:
          - type: External
            external:
              metric: {name: azure-servicebus-orders}
              target: {type: AverageValue, averageValue: "10"}
      """;
}
