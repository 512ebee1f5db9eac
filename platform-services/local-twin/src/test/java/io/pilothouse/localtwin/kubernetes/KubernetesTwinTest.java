package io.pilothouse.localtwin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The twin's cluster as a stock fabric8 client sees it over HTTPS. Each test has a namespace of its
 * own.
 */
class KubernetesTwinTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String REVISION = "deployment.kubernetes.io/revision";

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
  void anInformerFollowsADeploymentFromNothingToReadyAndBack() {
    running.namespace("informed");
    try (SharedIndexInformer<Pod> pods = client.pods().inNamespace("informed").inform()) {
      running.twin.apply(RunningTwin.deployment("informed", "web", "web:1", 3));
      await()
          .atMost(SOON)
          .until(() ->
              pods.getStore().list().stream().filter(Readiness.getInstance()::isReady).count()
                  == 3);
      assertThat(pods.getStore().list())
          .extracting(pod -> pod.getSpec().getNodeName())
          .as("spread over the nodes that have no taint")
          .doesNotHaveDuplicates()
          .allMatch(node -> node.startsWith("aks-application-"));
      client.apps().deployments().inNamespace("informed").withName("web").delete();
      await().atMost(SOON).until(() -> pods.getStore().list().isEmpty());
    }
    assertThat(client.apps().replicaSets().inNamespace("informed").list().getItems()).isEmpty();
  }

  @Test
  void aReplacementThatLeavesItsNamespaceOutStaysWhereItWas() {
    running.namespace("addressed");
    var map = new ConfigMapBuilder().withNewMetadata().withName("settings").endMetadata();
    client.configMaps().inNamespace("addressed").resource(map.build()).create();
    // As Helm does when it marks a release as deployed; the client itself would fill it in.
    String sent = "{\"metadata\":{\"name\":\"settings\"},\"data\":{\"status\":\"deployed\"}}";
    client.raw("/api/v1/namespaces/addressed/configmaps/settings", "PUT", sent);
    assertThat(client.configMaps().inNamespace("addressed").withName("settings").get().getData())
        .containsEntry("status", "deployed");
    String elsewhere = "{\"metadata\":{\"name\":\"settings\",\"namespace\":\"default\"}}";
    assertThatThrownBy(
            () -> client.raw("/api/v1/namespaces/addressed/configmaps/settings", "PUT", elsewhere))
        .hasMessageContaining("does not match the namespace");
  }

  @Test
  void aRollbackTakesTheOldReplicaSetUpUnderANewRevision() {
    running.namespace("rollout");
    running.twin.apply(RunningTwin.deployment("rollout", "web", "web:1", 3));
    untilRolledOut("rollout", "web", "1");
    var web = client.apps().deployments().inNamespace("rollout").withName("web");
    web.rolling().updateImage("web:2");
    untilRolledOut("rollout", "web", "2");
    assertThat(revisions("rollout")).isEqualTo(Map.of("1", "web:1", "2", "web:2"));
    web.rolling().undo();
    untilRolledOut("rollout", "web", "3");
    assertThat(revisions("rollout")).isEqualTo(Map.of("2", "web:2", "3", "web:1"));
    assertThat(client.apps().replicaSets().inNamespace("rollout").list().getItems())
        .filteredOn(set -> set.getSpec().getReplicas() > 0)
        .singleElement()
        .satisfies(set ->
            assertThat(set.getMetadata().getAnnotations())
                .containsEntry("deployment.kubernetes.io/revision-history", "1"));
  }

  @Test
  void aBrokenImageCrashLoopsWhileTheOldPodsServeUntilTheDeadlinePasses() {
    running.namespace("broken");
    running.twin.apply(RunningTwin.deployment("broken", "web", "web:1", 4));
    untilRolledOut("broken", "web", "1");
    var web = client.apps().deployments().inNamespace("broken").withName("web");
    web.rolling().updateImage("web:broken");
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(waitingReasons("broken")).contains("CrashLoopBackOff");
          assertThat(condition(web.get(), "Progressing"))
              .isEqualTo("False ProgressDeadlineExceeded");
        });
    assertThat(web.get().getStatus().getAvailableReplicas()).isEqualTo(3);
    assertThat(condition(web.get(), "Available")).isEqualTo("True MinimumReplicasAvailable");
    Pod crashing =
        client.pods().inNamespace("broken").list().getItems().stream()
            .filter(pod -> !Readiness.getInstance().isReady(pod))
            .filter(pod -> pod.getStatus().getContainerStatuses().getFirst().getRestartCount() > 0)
            .findFirst()
            .orElseThrow();
    assertThat(client.pods().resource(crashing).terminated().getLog())
        .contains("cannot reach the database");
    web.rolling().updateImage("web:missing");
    await().atMost(SOON).until(() -> waitingReasons("broken").contains("ImagePullBackOff"));
  }

  @Test
  void theAutoscalerFollowsTheLoadUpAndAfterItsWindowDown() {
    running.namespace("scaled");
    running.millicores.put("scaled", 70.0);
    running.twin.apply(RunningTwin.deployment("scaled", "web", "web:1", 2));
    running.twin.apply(RunningTwin.autoscaler("scaled", "web", 2, 5));
    var scaler =
        client.autoscaling().v2().horizontalPodAutoscalers().inNamespace("scaled").withName("web");
    await()
        .atMost(SOON)
        .until(() -> condition(scaler.get(), "ScalingActive").equals("True ValidMetricFound"));
    assertThat(replicas("scaled")).isEqualTo(2);

    running.millicores.put("scaled", 140.0);
    await().atMost(SOON).until(() -> replicas("scaled") == 5);
    await()
        .atMost(SOON)
        .until(() -> condition(scaler.get(), "ScalingLimited").equals("True TooManyReplicas"));

    running.millicores.put("scaled", 20.0);
    await()
        .atMost(SOON)
        .until(() -> condition(scaler.get(), "AbleToScale").equals("True ScaleDownStabilized"));
    await().atMost(SOON).until(() -> replicas("scaled") == 2);
    assertThat(client.v1().events().inNamespace("scaled").list().getItems())
        .filteredOn(event -> event.getReason().equals("SuccessfulRescale"))
        .extracting(event -> event.getMessage())
        .contains("New size: 2; reason: All metrics below target");
  }

  @Test
  void aWatchResumesAndIsToldWhenItsRevisionIsForgotten() {
    running.namespace("watched");
    ConfigMap first = configMap("watched", "first");
    configMap("watched", "second");
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    CompletableFuture<WatcherException> end = new CompletableFuture<>();
    Watcher<ConfigMap> watcher =
        new Watcher<>() {
          @Override
          public void eventReceived(Action action, ConfigMap map) {
            seen.add(action + " " + map.getMetadata().getName());
          }

          @Override
          public void onClose(WatcherException cause) {
            end.complete(cause);
          }
        };
    var maps = client.configMaps().inNamespace("watched");
    try (Watch resumed =
        maps.withResourceVersion(first.getMetadata().getResourceVersion()).watch(watcher)) {
      await().atMost(SOON).until(() -> seen.contains("ADDED second"));
      assertThat(seen).containsExactly("ADDED second");
    }
    for (int i = 0; i < 4200; i++) {
      running.twin.apply(
          """
          {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"second","namespace":"watched"},
           "data":{"n":"%d"}}
          """
              .formatted(i));
    }
    CompletableFuture<WatcherException> gone = new CompletableFuture<>();
    try (Watch old =
        maps.withResourceVersion(first.getMetadata().getResourceVersion())
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, ConfigMap map) {}

                  @Override
                  public void onClose(WatcherException cause) {
                    gone.complete(cause);
                  }
                })) {
      assertThat(gone).succeedsWithin(SOON).matches(WatcherException::isHttpGone);
    }
  }

  @Test
  void aStaleWriterGetsAConflictAndAStrangerNothing() {
    running.namespace("guarded");
    ConfigMap read = configMap("guarded", "settings");
    client.configMaps().inNamespace("guarded").withName("settings").edit(map -> data(map, "1"));
    assertThatThrownBy(() -> client.resource(data(read, "2")).lockResourceVersion().update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> {
              assertThat(refused.getCode()).isEqualTo(409);
              assertThat(refused.getStatus().getReason()).isEqualTo("Conflict");
            });
    Config stranger =
        new ConfigBuilder(Config.fromKubeconfig(running.twin.kubeconfig("twin-test", "default")))
            .withOauthToken("guessed")
            .withAutoOAuthToken("guessed")
            .build();
    try (KubernetesClient other = new KubernetesClientBuilder().withConfig(stranger).build()) {
      assertThatThrownBy(() -> other.pods().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              refused -> assertThat(refused.getCode()).isEqualTo(401));
    }
  }

  @Test
  void aSilentNodeIsFoundOutAndComesBack() {
    String node =
        client.nodes().list().getItems().stream()
            .map(each -> each.getMetadata().getName())
            .filter(name -> name.startsWith("aks-system-"))
            .findFirst()
            .orElseThrow();
    running.twin.faults().silenceNode(node);
    await().atMost(SOON).until(() -> ready(node).equals("Unknown NodeStatusUnknown"));
    assertThat(client.nodes().withName(node).get().getSpec().getTaints())
        .extracting(taint -> taint.getKey() + ":" + taint.getEffect())
        .contains("node.kubernetes.io/unreachable:NoExecute");
    running.twin.faults().mendNode(node);
    await().atMost(SOON).until(() -> ready(node).equals("True KubeletReady"));
  }

  @Test
  void whatADeletionLeavesBehindIsTakenOverByItsSuccessor() {
    running.namespace("orphaned");
    running.twin.apply(RunningTwin.deployment("orphaned", "web", "web:1", 2));
    untilRolledOut("orphaned", "web", "1");
    String replicaSet = replicaSet("orphaned").getMetadata().getUid();
    var web = client.apps().deployments().inNamespace("orphaned").withName("web");
    web.withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    await()
        .atMost(SOON)
        .until(() -> replicaSet("orphaned").getMetadata().getOwnerReferences().isEmpty());
    running.twin.apply(RunningTwin.deployment("orphaned", "web", "web:1", 2));
    untilRolledOut("orphaned", "web", "1");
    assertThat(replicaSet("orphaned").getMetadata().getUid()).isEqualTo(replicaSet);
  }

  @Test
  void podsOfABrokenNodeAreNotReadyUntilItIsMended() {
    running.namespace("unlucky");
    running.twin.apply(RunningTwin.deployment("unlucky", "web", "web:1", 1));
    untilRolledOut("unlucky", "web", "1");
    Pod pod = client.pods().inNamespace("unlucky").list().getItems().getFirst();
    running.twin.faults().breakNode(pod.getSpec().getNodeName());
    await()
        .atMost(SOON)
        .until(() -> !Readiness.getInstance().isReady(client.pods().resource(pod).get()));
    running.twin.faults().mendNode(pod.getSpec().getNodeName());
    await()
        .atMost(SOON)
        .until(() -> Readiness.getInstance().isReady(client.pods().resource(pod).get()));
  }

  private static ReplicaSet replicaSet(String namespace) {
    return client.apps().replicaSets().inNamespace(namespace).list().getItems().getFirst();
  }

  private static String ready(String node) {
    return client.nodes().withName(node).get().getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .map(condition -> condition.getStatus() + " " + condition.getReason())
        .findFirst()
        .orElse("");
  }

  private static ConfigMap configMap(String namespace, String name) {
    return client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
  }

  private static ConfigMap data(ConfigMap map, String value) {
    return new ConfigMapBuilder(map).withData(Map.of("value", value)).build();
  }

  private static void untilRolledOut(String namespace, String name, String revision) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          Deployment deployment =
              client.apps().deployments().inNamespace(namespace).withName(name).get();
          assertThat(deployment.getMetadata().getAnnotations()).containsEntry(REVISION, revision);
          assertThat(condition(deployment, "Progressing")).isEqualTo("True NewReplicaSetAvailable");
          assertThat(deployment.getStatus().getReplicas())
              .isEqualTo(deployment.getSpec().getReplicas());
          assertThat(deployment.getStatus().getUpdatedReplicas())
              .isEqualTo(deployment.getSpec().getReplicas());
        });
  }

  private static Map<String, String> revisions(String namespace) {
    Map<String, String> images = new java.util.TreeMap<>();
    for (ReplicaSet set : client.apps().replicaSets().inNamespace(namespace).list().getItems()) {
      images.put(
          set.getMetadata().getAnnotations().get(REVISION),
          set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage());
    }
    return images;
  }

  private static List<String> waitingReasons(String namespace) {
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .flatMap(status -> Stream.ofNullable(status.getState().getWaiting()))
        .map(waiting -> waiting.getReason())
        .toList();
  }

  private static int replicas(String namespace) {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("web")
        .get()
        .getSpec()
        .getReplicas();
  }

  private static String condition(Deployment deployment, String type) {
    return deployment.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .map(condition -> condition.getStatus() + " " + condition.getReason())
        .findFirst()
        .orElse("");
  }

  private static String condition(HorizontalPodAutoscaler scaler, String type) {
    return Stream.ofNullable(scaler.getStatus().getConditions())
        .flatMap(List::stream)
        .filter(condition -> condition.getType().equals(type))
        .map(condition -> condition.getStatus() + " " + condition.getReason())
        .findFirst()
        .orElse("");
  }
}
