package io.pilothouse.localtwin.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.localtwin.deploy.PolicedNetwork;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.localtwin.load.ClusterNetwork.Verdict;
import io.pilothouse.localtwin.load.ServiceSnapshot;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault on a twin of TripGen, and the twin as it was after its mending. */
class ClusterFaultsTest {
  private static final Blueprint TRIPGEN = ShippedSystems.load("tripgen-prod").orElseThrow();
  private static final PodReference TRIP_POD =
      new PodReference(
          "production",
          "trip-service-0",
          "uid",
          "node",
          Map.of("app", "trip-service", "tier", "application"));

  @TempDir private static Path folder;
  private static LocalTwin twin;
  private static PolicedNetwork network;

  @BeforeAll
  static void start() {
    twin = LocalTwin.start(TRIPGEN, TwinOptions.ofThisProcess().below(folder));
    network = new PolicedNetwork(twin.kubernetes(), TRIPGEN);
  }

  @AfterAll
  static void stop() {
    twin.close();
  }

  @Test
  void theDocumentsOwnPolicyIsDataAndCutsNothing() {
    assertThat(network.reach(TRIP_POD, "postgresql-server")).isEqualTo(Verdict.OPEN);
    assertThat(network.reach(TRIP_POD, "redis-cache")).isEqualTo(Verdict.OPEN);
  }

  @Test
  void aTightPolicyCutsOneServiceFromEverythingButNames() {
    var mending = inject("network-policy", Map.of("service", "trip-service"));
    var user = new PodReference("production", "u", "u", "n", Map.of("app", "user-service"));
    assertThat(network.reach(TRIP_POD, "postgresql-server")).isEqualTo(Verdict.BLOCKED);
    assertThat(network.reach(user, "postgresql-server")).isEqualTo(Verdict.OPEN);
    mending.mend();
    mending.mend();
    assertThat(network.reach(TRIP_POD, "postgresql-server")).isEqualTo(Verdict.OPEN);
  }

  @Test
  void withoutCoreDnsNothingIsResolved() {
    var mending = inject("dns-dead", Map.of());
    await().until(() -> network.reach(TRIP_POD, "redis-cache") == Verdict.UNRESOLVED);
    mending.mend();
    await().until(() -> network.reach(TRIP_POD, "redis-cache") == Verdict.OPEN);
  }

  @Test
  void aLoweredCeilingIsRaisedAgain() {
    var key = new ObjectKey("production", "trip-service");
    int before =
        twin.kubernetes()
            .api()
            .get(BuiltInResources.AUTOSCALERS, key)
            .spec()
            .path("maxReplicas")
            .asInt();
    var mending = inject("autoscaler-ceiling", Map.of("service", "trip-service"));
    var lowered = twin.kubernetes().api().get(BuiltInResources.AUTOSCALERS, key);
    assertThat(lowered.spec().path("maxReplicas").asInt()).isLessThan(before);
    mending.mend();
    assertThat(
            twin.kubernetes()
                .api()
                .get(BuiltInResources.AUTOSCALERS, key)
                .spec()
                .path("maxReplicas")
                .asInt())
        .isEqualTo(before);
  }

  @Test
  void aLostZoneTakesItsPodsUntilItIsBack() {
    int serving = serving();
    var mending = inject("zone-loss", Map.of("zone", "3"));
    await().until(() -> serving() < serving);
    mending.mend();
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> {
          assertThat(pods()).allMatch(Pods::ready);
          assertThat(serving()).isEqualTo(pods().size());
        });
    assertThatThrownBy(() -> inject("zone-loss", Map.of("zone", "9")))
        .hasMessageContaining("no node of the cluster stands in zone '9'");
  }

  @Test
  void aBrokenNodeIsNotReadyUntilItIsMended() {
    String first = nodes().getFirst().name();
    var mending = inject("node-broken", Map.of());
    await().until(() -> !ready(first));
    assertThat(nodes()).filteredOn(node -> !ready(node.name())).hasSize(1);
    mending.mend();
    mending.mend();
    await().atMost(Duration.ofSeconds(20)).until(() -> ready(first));
    assertThatThrownBy(() -> inject("node-broken", Map.of("node", "99")))
        .hasMessageContaining("there is no node 99");
  }

  @Test
  void aTightQuotaLetsNoFurtherPodIn() {
    var mending = inject("quota-tight", Map.of());
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: one-more, namespace: production}
        spec: {containers: [{name: one-more, image: "one-more:1.0.0"}]}
        """;
    assertThatThrownBy(() -> twin.kubernetes().apply(pod))
        .hasMessageContaining("exceeded quota: tight");
    mending.mend();
    mending.mend();
    twin.kubernetes().apply(pod);
    twin.kubernetes()
        .api()
        .delete(BuiltInResources.PODS, new ObjectKey("production", "one-more"), Deletion.now());
  }

  @Test
  void aCutApiRefusesUntilItIsMendedOrTheTimeIsOver() {
    var first = inject("api-cut", Map.of("duration", "1m"));
    // The time is long enough for a machine that looks away meanwhile.
    assertThat(listens()).isFalse();
    first.mend();
    assertThat(listens()).isTrue();
    var second = inject("api-cut", Map.of("duration", "4s"));
    assertThat(listens()).isFalse();
    await().atMost(Duration.ofSeconds(60)).until(ClusterFaultsTest::listens);
    second.mend();
    assertThat(listens()).isTrue();
  }

  private static boolean listens() {
    var api = twin.kubernetes().url();
    try (var connection = new Socket(api.getHost(), api.getPort())) {
      return connection.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static List<KubeObject> nodes() {
    return twin.kubernetes().api().list(BuiltInResources.NODES, Selection.everything()).stream()
        .sorted(Comparator.comparing(KubeObject::name))
        .toList();
  }

  private static boolean ready(String node) {
    var now = twin.kubernetes().api().get(BuiltInResources.NODES, new ObjectKey("", node));
    return Conditions.isTrue(now.status(), "Ready");
  }

  private static Mending inject(String fault, Map<String, String> arguments) {
    return FaultCatalogue.named(fault)
        .orElseThrow()
        .injection()
        .inject(twin, new FaultArguments(arguments));
  }

  /** Pods that take load. */
  private static int serving() {
    return twin.load().orElseThrow().snapshot().services().stream()
        .mapToInt(ServiceSnapshot::readyPods)
        .sum();
  }

  private static List<KubeObject> pods() {
    return twin.kubernetes().api().list(BuiltInResources.PODS, Selection.inNamespace("production"));
  }
}
