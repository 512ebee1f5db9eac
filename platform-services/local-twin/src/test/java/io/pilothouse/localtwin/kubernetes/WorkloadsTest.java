package io.pilothouse.localtwin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** StatefulSets, DaemonSets and Jobs as a stock client sees them. */
class WorkloadsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

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
  void aStatefulSetKeepsNamesAndDisksAndUpdatesFromTheTop() {
    running.namespace("data");
    running.twin.apply(statefulSet("data", "store:1", 3));
    untilImages("data", Map.of("store-0", "store:1", "store-1", "store:1", "store-2", "store:1"));
    assertThat(pods("data"))
        .isSortedAccordingTo(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
    assertThat(claims()).containsExactlyInAnyOrder("disk-store-0", "disk-store-1", "disk-store-2");

    String before = pod("store-1").getMetadata().getUid();
    client.pods().inNamespace("data").withName("store-1").delete();
    await()
        .atMost(SOON)
        .until(() -> {
          Pod now = client.pods().inNamespace("data").withName("store-1").get();
          return now != null
              && !now.getMetadata().getUid().equals(before)
              && Readiness.getInstance().isReady(now);
        });

    running.twin.apply(statefulSet("data", "store:2", 3).replace("partition: 0", "partition: 2"));
    untilImages("data", Map.of("store-0", "store:1", "store-1", "store:1", "store-2", "store:2"));
    var set = client.apps().statefulSets().inNamespace("data").withName("store");
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          var status = set.get().getStatus();
          assertThat(status.getUpdatedReplicas()).isEqualTo(1);
          assertThat(status.getCurrentReplicas()).isEqualTo(2);
          assertThat(status.getUpdateRevision()).isNotEqualTo(status.getCurrentRevision());
        });

    running.twin.apply(statefulSet("data", "store:2", 1));
    untilImages("data", Map.of("store-0", "store:2"));
    assertThat(claims()).as("disks outlive their pods").hasSize(3);
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          var status = set.get().getStatus();
          assertThat(status.getCurrentRevision()).isEqualTo(status.getUpdateRevision());
          assertThat(status.getReadyReplicas()).isEqualTo(1);
        });
    assertThat(client.apps().controllerRevisions().inNamespace("data").list().getItems())
        .extracting(revision -> revision.getRevision())
        .containsExactlyInAnyOrder(1L, 2L);
    set.delete();
    await().atMost(SOON).until(() -> pods("data").isEmpty());
  }

  @Test
  void aDaemonSetHasOnePodOnEachNodeThatItTolerates() {
    running.namespace("agents");
    running.twin.apply(daemonSet("agents", "agent:1", "[]"));
    untilNodes("agents", "agent:1", 3);
    running.twin.apply(daemonSet("agents", "agent:2", "[{operator: Exists}]"));
    untilNodes("agents", "agent:2", 4);
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          var status =
              client.apps().daemonSets().inNamespace("agents").withName("agent").get().getStatus();
          assertThat(status.getDesiredNumberScheduled()).isEqualTo(4);
          assertThat(status.getUpdatedNumberScheduled()).isEqualTo(4);
          assertThat(status.getNumberAvailable()).isEqualTo(4);
        });
  }

  @Test
  void aJobRunsUntilEnoughHaveSucceededOrTooManyFailed() {
    running.namespace("work");
    running.twin.apply(job("work", "import", "import:done", 3, 2, 1));
    await().atMost(SOON).until(() -> ended("import", "Complete"));
    Job done = client.batch().v1().jobs().inNamespace("work").withName("import").get();
    assertThat(done.getStatus().getSucceeded()).isEqualTo(3);
    assertThat(done.getStatus().getCompletionTime()).isNotNull();
    assertThat(pods("work"))
        .filteredOn(pod -> "import".equals(pod.getMetadata().getLabels().get("job-name")))
        .extracting(pod -> pod.getStatus().getPhase())
        .containsExactly("Succeeded", "Succeeded", "Succeeded");

    running.twin.apply(job("work", "export", "export:broken", 1, 1, 1));
    await().atMost(SOON).until(() -> ended("export", "Failed"));
    Job given = client.batch().v1().jobs().inNamespace("work").withName("export").get();
    assertThat(given.getStatus().getFailed()).isEqualTo(2);
    assertThat(given.getStatus().getConditions())
        .singleElement()
        .satisfies(
            condition -> assertThat(condition.getReason()).isEqualTo("BackoffLimitExceeded"));
    String pod =
        pods("work").stream()
            .map(each -> each.getMetadata().getName())
            .filter(name -> name.startsWith("export-"))
            .findFirst()
            .orElseThrow();
    assertThat(client.pods().inNamespace("work").withName(pod).getLog())
        .contains("cannot reach the database");
  }

  private static boolean ended(String name, String condition) {
    Job job = client.batch().v1().jobs().inNamespace("work").withName(name).get();
    return job.getStatus().getConditions().stream().anyMatch(c -> c.getType().equals(condition));
  }

  private static void untilNodes(String namespace, String image, int nodes) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(pods(namespace))
                .allMatch(Readiness.getInstance()::isReady)
                .allMatch(pod -> image(pod).equals(image))
                .extracting(pod -> pod.getSpec().getNodeName())
                .doesNotHaveDuplicates()
                .hasSize(nodes));
  }

  private static void untilImages(String namespace, Map<String, String> images) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(pods(namespace))
                .allMatch(Readiness.getInstance()::isReady)
                .extracting(pod -> Map.entry(pod.getMetadata().getName(), image(pod)))
                .containsExactlyInAnyOrderElementsOf(images.entrySet()));
  }

  private static String image(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getImage();
  }

  private static Pod pod(String name) {
    return client.pods().inNamespace("data").withName(name).get();
  }

  private static List<Pod> pods(String namespace) {
    return client.pods().inNamespace(namespace).list().getItems();
  }

  private static List<String> claims() {
    return client.persistentVolumeClaims().inNamespace("data").list().getItems().stream()
        .map(claim -> claim.getMetadata().getName())
        .toList();
  }

  private static String statefulSet(String namespace, String image, int replicas) {
    return RunningTwin.statefulSet(namespace, "store", image, replicas);
  }

  private static String daemonSet(String namespace, String image, String tolerations) {
    return """
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: agent, namespace: %s}
    spec:
      updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 2}}
      selector: {matchLabels: {app: agent}}
      template:
        metadata: {labels: {app: agent}}
        spec:
          tolerations: %s
          containers: [{name: agent, image: "%s"}]
    """
        .formatted(namespace, tolerations, image);
  }

  private static String job(
      String namespace, String name, String image, int completions, int parallelism, int limit) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: %s, namespace: %s}
    spec:
      completions: %d
      parallelism: %d
      backoffLimit: %d
      template:
        spec:
          restartPolicy: Never
          containers: [{name: work, image: "%s"}]
    """
        .formatted(name, namespace, completions, parallelism, limit, image);
  }
}
