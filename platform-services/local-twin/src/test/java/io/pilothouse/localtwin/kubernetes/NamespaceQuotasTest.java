package io.pilothouse.localtwin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NamespaceQuotasTest {
  private static RunningTwin running;
  private static KubernetesClient client;

  @BeforeAll
  static void start() throws IOException {
    running = new RunningTwin();
    client = running.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    running.close();
  }

  @Test
  void aQuotaHoldsBackPodsUntilItIsGone() {
    running.namespace("tight");
    running.twin.apply(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: few, namespace: tight}
        spec: {hard: {pods: "1", requests.cpu: "1"}}
        """);
    running.twin.apply(RunningTwin.deployment("tight", "web", "web:1", 2));
    await()
        .untilAsserted(() -> {
          assertThat(client.apps().deployments().inNamespace("tight").withName("web").get())
              .satisfies(deployment ->
                  assertThat(deployment.getStatus().getConditions())
                      .anySatisfy(condition -> {
                        assertThat(condition.getType()).isEqualTo("ReplicaFailure");
                        assertThat(condition.getMessage())
                            .contains(
                                "exceeded quota: few, requested: pods=1, used: pods=1, limited:"
                                    + " pods=1");
                      }));
          assertThat(
                  client
                      .resourceQuotas()
                      .inNamespace("tight")
                      .withName("few")
                      .get()
                      .getStatus()
                      .getUsed())
              .hasToString("{pods=1, requests.cpu=100m}");
        });
    client.resourceQuotas().inNamespace("tight").withName("few").delete();
    await()
        .untilAsserted(() -> {
          var deployment = client.apps().deployments().inNamespace("tight").withName("web").get();
          assertThat(deployment.getStatus().getReadyReplicas()).isEqualTo(2);
          assertThat(deployment.getStatus().getConditions())
              .noneMatch(condition -> condition.getType().equals("ReplicaFailure"));
        });
  }

  @Test
  void aLimitRangeGivesContainersWhatTheyDoNotSay() {
    running.namespace("ranged");
    running.twin.apply(
        """
        apiVersion: v1
        kind: LimitRange
        metadata: {name: usual, namespace: ranged}
        spec:
          limits:
            - {type: Container, default: {memory: 128Mi}, defaultRequest: {cpu: 50m}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: plain, namespace: ranged}
        spec: {containers: [{name: plain, image: "web:1"}]}
        """);
    Pod pod = client.pods().inNamespace("ranged").withName("plain").get();
    assertThat(pod.getSpec().getContainers().getFirst().getResources())
        .satisfies(resources -> {
          assertThat(resources.getLimits()).hasToString("{memory=128Mi}");
          assertThat(resources.getRequests()).hasToString("{cpu=50m, memory=128Mi}");
        });
  }
}
