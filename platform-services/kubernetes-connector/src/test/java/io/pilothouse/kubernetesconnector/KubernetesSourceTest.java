package io.pilothouse.kubernetesconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.localtwin.kubernetes.PodMetricsSource;
import io.pilothouse.localtwin.kubernetes.PodUsage;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.estate.ClusterEvent;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Ingress;
import io.pilothouse.sharedmodel.estate.KubernetesService;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.PodDisruptionBudget;
import io.pilothouse.sharedmodel.estate.Reducer;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.estate.StatefulSet;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesSourceTest {
  private static final Duration SOON = Duration.ofSeconds(25);

  private static TwinCluster cluster;
  private static int tests;

  /** Each test has a Deployment of its own in the cluster that all share. */
  private final String cart = "cart-" + ++tests;

  private KubernetesConnection connection;

  @BeforeAll
  static void startCluster(@TempDir Path folder) throws IOException {
    var usage =
        new PodMetricsSource() {
          @Override
          public Optional<PodUsage> usage(String namespace, String pod) {
            return Optional.of(new PodUsage(250, 64L * 1024 * 1024));
          }

          @Override
          public Map<String, Double> custom(String namespace, String pod) {
            return Map.of("failed_requests", 2.5, "jvm_threads", 40.0);
          }
        };
    cluster = TwinCluster.start(folder, Optional.of(usage));
    cluster.namespace("production");
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void deploy() throws ControlException {
    cluster.open();
    cluster.requests.clear();
    cluster.deploy(cart, "shop/cart:1", 2, "first");
    connection = KubernetesConnection.open(cluster.connection());
  }

  @AfterEach
  void disconnect() {
    connection.close();
    cluster.open();
  }

  private List<Pod> pods(Observer observer) {
    return observer.snapshot().all(Pod.class).stream()
        .filter(p -> p.deployment().equals(Optional.of(cart)))
        .toList();
  }

  private Observer observe() {
    return new Observer(
        connection.observe(InstantSource.system(), WorkloadMetrics.of(Optional.empty())));
  }

  private static void untilLive(Observer observer) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(observer.count(Observation.Resynced.class)).isPositive());
  }

  @Test
  void tellsWhatThereIsAndThenWhatChanges() {
    try (Observer observer = observe()) {
      untilLive(observer);
      assertThat(observer.snapshot().all(Node.class))
          .hasSize(3)
          .allSatisfy(n -> assertThat(n.zone().orElse("")).startsWith("koreacentral-"));
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(pods(observer))
                  .hasSize(2)
                  .allSatisfy(p -> {
                    assertThat(p.deployment()).contains(cart);
                    assertThat(p.ready()).isTrue();
                  }));

      cluster.deploy(cart, "shop/cart:2", 3, "second");
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            Deployment seen = observer.find(Deployment.class, cart).orElseThrow();
            assertThat(seen.desired()).isEqualTo(3);
            assertThat(seen.ready()).isEqualTo(3);
            assertThat(seen.revision()).isEqualTo(2);
            assertThat(seen.revisions())
                .extracting(r -> r.number() + " " + r.changeCause().orElse("") + " " + r.current())
                .containsExactly("1 first false", "2 second true");
          });

      cluster.delete(cart);
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(observer.find(Deployment.class, cart)).isEmpty();
            assertThat(pods(observer)).isEmpty();
          });
      assertThat(observer.heard)
          .extracting(Observation::sequence)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void confirmsWhileNothingChanges() {
    try (Observer observer = observe()) {
      untilLive(observer);
      await()
          .during(Duration.ofSeconds(5))
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(
                      Reducer.age(observer.snapshot(), InstantSource.system().instant())
                          .current(observer.state().source()))
                  .isTrue());
    }
  }

  @Test
  void aCutIsSaidInASentenceAndWhatHappenedMeanwhileIsSeenAfterIt() {
    try (Observer observer = observe()) {
      untilLive(observer);
      await().atMost(SOON).until(() -> pods(observer).stream().filter(Pod::ready).count() == 2);

      cluster.twin.faults().cutApi(Duration.ofMinutes(5));
      await().atMost(SOON).until(() -> observer.state().status() == SourceState.Status.LOST);
      assertThat(observer.state().reason().map(Sentence::toString).orElse(""))
          .contains("the API server http://127.0.0.1:");
      assertThat(pods(observer)).hasSize(2);

      cluster.deploy(cart + "-b", "shop/basket:1", 1, "new");
      cluster.twin.faults().restoreApi();
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(observer.state().status()).isEqualTo(SourceState.Status.HEARD);
            assertThat(observer.find(Deployment.class, cart + "-b")).isPresent();
          });
      cluster.deploy(cart + "-b", "shop/basket:1", 4, "more");
      await()
          .atMost(SOON)
          .until(() ->
              observer.find(Deployment.class, cart + "-b").map(Deployment::desired).orElse(0) == 4);
    }
  }

  @Test
  void whatMayNotBeReadIsSaidAndTheRestGoesOn() {
    cluster.guard(
        (method, path) -> path.startsWith("/api/v1/nodes") ? Optional.of(403) : Optional.empty());
    try (Observer observer = observe()) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(observer.state().status()).isEqualTo(SourceState.Status.HEARD);
            assertThat(observer.state().reason().map(Sentence::toString).orElse(""))
                .contains("Nodes cannot be seen. Not allowed:");
            assertThat(pods(observer)).hasSize(2);
            assertThat(observer.snapshot().all(Node.class)).isEmpty();
          });
      cluster.open();
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(observer.snapshot().all(Node.class)).hasSize(3);
            assertThat(observer.state().reason().map(Sentence::toString).orElse(""))
                .doesNotContain("Nodes");
          });
    }
  }

  @Test
  void whoMaySeeOneNamespaceOnlySeesThatOne() {
    cluster.guard((method, path) ->
        path.startsWith("/version") || path.contains("/namespaces/production/")
            ? Optional.empty()
            : Optional.of(403));
    try (Observer observer = observe()) {
      untilLive(observer);
      assertThat(observer.find(Deployment.class, cart)).isPresent();
      assertThat(pods(observer)).hasSize(2);
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(observer.state().reason().map(Sentence::toString).orElse(""))
                  .contains("Pods are seen in the namespace production only."));
      await()
          .atMost(SOON)
          .until(
              () -> observer.snapshot().sees(PodDisruptionBudget.class, Optional.of("production")));
      assertThat(observer.snapshot().sees(PodDisruptionBudget.class)).isFalse();
    }
  }

  @Test
  void tellsHowTheClusterIsConfiguredOnceWhatRunsWasTold() {
    cluster.twin.apply(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: %1$s, namespace: production}
        spec: {minAvailable: 1, selector: {matchLabels: {app: %1$s}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s, namespace: production}
        spec: {type: NodePort, selector: {app: %1$s}, ports: [{port: 8080, nodePort: 30081}]}
        """
            .formatted(cart));
    try (Observer observer = observe()) {
      untilLive(observer);
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(observer.snapshot().sees(PodDisruptionBudget.class)).isTrue();
            assertThat(observer.snapshot().sees(KubernetesService.class)).isTrue();
            assertThat(observer.snapshot().sees(Ingress.class)).isTrue();
            assertThat(observer.snapshot().sees(StatefulSet.class)).isTrue();
            assertThat(observer.snapshot().sees(NetworkPolicy.class)).isTrue();
          });
      assertThat(observer.find(PodDisruptionBudget.class, cart).orElseThrow().minAvailable())
          .contains("1");
      assertThat(observer.find(KubernetesService.class, cart).orElseThrow().ports())
          .singleElement()
          .satisfies(p -> assertThat(p.nodePort()).contains(30081));

      cluster.request(
          "DELETE",
          "/apis/policy/v1/namespaces/production/poddisruptionbudgets/" + cart,
          "application/json",
          "{}");
      await().atMost(SOON).until(() -> observer.find(PodDisruptionBudget.class, cart).isEmpty());
    }
  }

  @Test
  void aKindThatIsForbiddenIsNotSeenWhileTheOthersAre() {
    cluster.guard(
        (method, path) -> path.contains("networkpolicies") ? Optional.of(403) : Optional.empty());
    try (Observer observer = observe()) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(observer.snapshot().sees(PodDisruptionBudget.class)).isTrue();
            assertThat(observer.snapshot().sees(NetworkPolicy.class)).isFalse();
            assertThat(observer.state().status()).isEqualTo(SourceState.Status.HEARD);
            assertThat(observer.state().reason().map(Sentence::toString).orElse(""))
                .contains("NetworkPolicies cannot be seen. Not allowed:");
          });
      cluster.open();
      await()
          .atMost(SOON)
          .until(() -> observer.snapshot().sees(NetworkPolicy.class, Optional.of("production")));
    }
  }

  @Test
  void anExpiredSignInIsALossUntilThereIsANewOne() {
    try (Observer observer = observe()) {
      untilLive(observer);
      cluster.guard((method, path) -> Optional.of(401));
      await().atMost(SOON).until(() -> observer.state().status() == SourceState.Status.LOST);
      assertThat(observer.state().reason().map(Sentence::toString).orElse(""))
          .contains("sign in again");
      cluster.open();
      await().atMost(SOON).until(() -> observer.state().status() == SourceState.Status.HEARD);
    }
  }

  @Test
  void aClusterThatShowsNothingAtAllIsLostWithTheReason() {
    cluster.guard(
        (method, path) -> path.startsWith("/version") ? Optional.empty() : Optional.of(403));
    try (Observer observer = observe()) {
      await().atMost(SOON).until(() -> observer.state().status() == SourceState.Status.LOST);
      assertThat(observer.state().reason().map(Sentence::toString).orElse(""))
          .contains("Pods cannot be seen");
    }
  }

  @Test
  void longListsComeInPagesAndOfEventsTheNewestAreKept() {
    Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    for (int i = 0; i < 1_100; i++) {
      cluster.twin.apply(
          """
          apiVersion: v1
          kind: Event
          metadata: {name: e%1$d, namespace: production}
          involvedObject: {kind: Pod, namespace: production, name: p}
          reason: Numbered
          message: number %1$d
          type: Normal
          lastTimestamp: "%2$s"
          """
              .formatted(i, now.minusSeconds(1_100 - i)));
    }
    try (Observer observer = observe()) {
      untilLive(observer);
      assertThat(cluster.requests)
          .anyMatch(
              r -> r.contains("/events?") && r.contains("limit=500") && r.contains("continue="));
      assertThat(observer.snapshot().all(ClusterEvent.class)).hasSize(500);
      assertThat(observer.snapshot().all(ClusterEvent.class))
          .filteredOn(e -> e.reason().equals("Numbered"))
          .noneMatch(e -> e.message().equals("number 0"))
          .anyMatch(e -> e.message().equals("number 1099"));
    }
  }

  @Test
  void aMissingMetricsServerIsSaid() {
    cluster.guard((method, path) ->
        path.startsWith("/apis/metrics.k8s.io") ? Optional.of(404) : Optional.empty());
    try (Observer observer = observe()) {
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(observer.state().reason().map(Sentence::toString).orElse(""))
                  .contains("no metrics server"));
      assertThat(observer.state().status()).isEqualTo(SourceState.Status.HEARD);
    }
  }

  @Test
  void whatPodsUseIsMeasured() {
    try (Observer observer = observe()) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(observer.snapshot().measurements()).isNotEmpty();
            assertThat(observer.snapshot().measurements().values())
                .allSatisfy(m ->
                    assertThat(m.values())
                        .extracting(o -> o.value().metric() + " " + o.value().value())
                        .contains("cpu 0.25", "memory 6.7108864E7"));
          });
    }
  }

  @Test
  void ofWhatPodsReportOfTheirWorkThatIsMeasuredWhichIsWanted() {
    try (Observer observer = observe()) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(pods(observer)).isNotEmpty();
            assertThat(pods(observer))
                .allSatisfy(pod ->
                    assertThat(observer.snapshot().measurement(pod.id(), "failed_requests"))
                        .hasValueSatisfying(m -> {
                          assertThat(m.value().value()).isEqualTo(2.5);
                          assertThat(m.value().unit()).isEqualTo(Unit.PERCENT);
                        }));
          });
      assertThat(cluster.requests).noneMatch(r -> r.contains("jvm_threads"));
      assertThat(cluster.requests).anyMatch(r -> r.contains("custom.metrics.k8s.io/v1beta2/names"));
    }
  }

  @Test
  void anOlderVersionOfTheCustomMetricsIsReadWhereThereIsNoNewer() {
    cluster.guard((method, path) ->
        path.startsWith("/apis/custom.metrics.k8s.io/v1beta2")
            ? Optional.of(404)
            : Optional.empty());
    try (Observer observer = observe()) {
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(pods(observer))
                  .anySatisfy(pod ->
                      assertThat(observer.snapshot().measurement(pod.id(), "failed_requests"))
                          .isPresent()));
    }
  }

  @Test
  void thatThereAreNoCustomMetricsIsSaidAndTheRestGoesOn() {
    cluster.guard((method, path) ->
        path.startsWith("/apis/custom.metrics.k8s.io") ? Optional.of(404) : Optional.empty());
    try (Observer observer = observe()) {
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(observer.state().reason().map(Sentence::toString).orElse(""))
                  .contains("no custom metrics"));
      assertThat(observer.state().status()).isEqualTo(SourceState.Status.HEARD);
    }
  }
}
