package io.pilothouse.kubernetesconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesDeploymentControlTest {
  private static final String NAMESPACE = "production";

  private static TwinCluster cluster;
  private static int tests;

  private final String name = "cart-" + ++tests;
  private KubernetesConnection connection;
  private DeploymentControl control;

  @BeforeAll
  static void startCluster(@TempDir Path folder) throws IOException {
    cluster = TwinCluster.start(folder, Optional.empty());
    cluster.namespace(NAMESPACE);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void deployTwice() throws ControlException {
    cluster.open();
    cluster.requests.clear();
    connection = KubernetesConnection.open(cluster.connection());
    control = connection.deployments();
    cluster.deploy(name, "shop/cart:1", 1, "first");
    untilReady("shop/cart:1");
    cluster.deploy(name, "shop/cart:2", 1, "second");
    untilReady("shop/cart:2");
  }

  @AfterEach
  void disconnect() {
    connection.close();
  }

  private void untilReady(String image) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> {
          WorkloadResource cart = read();
          return cart.images().contains(image)
              && cart.ready() == 1
              && cart.updated() == 1
              && cart.observedGeneration() == cart.generation()
              && cart.revisions().stream().anyMatch(Revision::current);
        });
  }

  private WorkloadResource read() throws ControlException {
    return control.read(NAMESPACE, name);
  }

  private String annotation(String key) {
    return Optional.ofNullable(
            cluster
                .twin
                .api()
                .find(
                    io.pilothouse.localtwin.kubernetes.resource.BuiltInResources.DEPLOYMENTS,
                    new io.pilothouse.localtwin.kubernetes.model.ObjectKey(NAMESPACE, name))
                .orElseThrow()
                .tree()
                .at("/metadata/annotations")
                .path(key)
                .asText())
        .orElse("");
  }

  @Test
  void readsRevisionsWithTemplatesThatCanBeCompared() throws ControlException {
    WorkloadResource cart = read();
    assertThat(cart.revisions())
        .extracting(r -> r.number() + " " + r.images() + " " + r.changeCause().orElse(""))
        .containsExactly("1 [shop/cart:1] first", "2 [shop/cart:2] second");
    assertThat(cart.revision()).isEqualTo(2);
    assertThat(cart.revisions().getLast().current()).isTrue();
    String before = cart.revisions().getFirst().template();
    String after = cart.revisions().getLast().template();
    assertThat(before).contains("shop/cart:1").doesNotContain("pod-template-hash");
    assertThat(after).isEqualTo(before.replace("shop/cart:1", "shop/cart:2"));
  }

  @Test
  void putsAnEarlierTemplateBackWithItsReasonAndNotesTheRun() throws ControlException {
    control.rollBack(NAMESPACE, name, 1, read().generation(), "run-7");
    untilReady("shop/cart:1");
    WorkloadResource cart = read();
    assertThat(cart.revisions())
        .extracting(r -> r.number() + " " + r.changeCause().orElse("") + " " + r.current())
        .containsExactly("2 second false", "3 first true");
    assertThat(annotation("pilothouse.io/run")).isEqualTo("run-7");
    assertThat(annotation("kubernetes.io/change-cause")).isEqualTo("first");
  }

  @Test
  void doesTheSameRunOnceOnly() throws ControlException {
    long generation = read().generation();
    control.rollBack(NAMESPACE, name, 1, generation, "run-8");
    long after = read().generation();
    control.rollBack(NAMESPACE, name, 1, generation, "run-8");
    assertThat(read().generation()).isEqualTo(after);
  }

  @Test
  void refusesWhenTheDeploymentChangedSinceThePlan() throws ControlException {
    long planned = read().generation();
    cluster.deploy(name, "shop/cart:3", 1, "third");
    assertThatThrownBy(() -> control.rollBack(NAMESPACE, name, 1, planned, "run-9"))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("changed meanwhile")
        .hasMessageContaining("plan again");
    assertThat(read().images()).containsExactly("shop/cart:3");
  }

  @Test
  void refusesARevisionThatIsNotThere() throws ControlException {
    long generation = read().generation();
    assertThatThrownBy(() -> control.rollBack(NAMESPACE, name, 9, generation, "run-10"))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("has no revision 9; it has 1, 2");
  }

  @Test
  void saysWhenThereIsNoSuchDeployment() {
    assertThatThrownBy(() -> control.read(NAMESPACE, "carts"))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessage("There is no Deployment carts in the namespace production.");
  }

  @Test
  void asksTheClusterWhetherItMayChange() throws ControlException {
    assertThat(control.mayChange(NAMESPACE, name)).isTrue();
    assertThat(control.mayChange(NAMESPACE, name)).isTrue();
    assertThat(cluster.requests)
        .filteredOn(r -> r.contains("selfsubjectaccessreviews"))
        .as("asked once, remembered for a while")
        .hasSize(1);
  }

  @Test
  void aForbiddenChangeIsRejectedInWords() throws ControlException {
    long generation = read().generation();
    cluster.guard((method, path) -> method.equals("PATCH") ? Optional.of(403) : Optional.empty());
    assertThatThrownBy(() -> control.rollBack(NAMESPACE, name, 1, generation, "run-11"))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageStartingWith("Not allowed: “User \"operator\" cannot");
    assertThat(read().images()).containsExactly("shop/cart:2");
  }

  @Test
  void aChangeThatTheServerFailedInIsOfUnknownOutcome() throws ControlException {
    long generation = read().generation();
    cluster.guard((method, path) -> method.equals("PATCH") ? Optional.of(500) : Optional.empty());
    assertThatThrownBy(() -> control.rollBack(NAMESPACE, name, 1, generation, "run-12"))
        .isInstanceOf(ControlException.OutcomeUnknown.class);
    assertThat(cluster.requests)
        .filteredOn(r -> r.startsWith("PATCH"))
        .as("a change is asked for once")
        .hasSize(1);
  }

  @Test
  void aReadIsTriedAgainAndACutServerIsUnreachable() throws ControlException {
    var once = new java.util.concurrent.atomic.AtomicBoolean(true);
    cluster.guard((method, path) -> once.getAndSet(false) ? Optional.of(503) : Optional.empty());
    assertThat(read().name()).isEqualTo(name);
    cluster.guard((method, path) -> Optional.of(503));
    assertThatThrownBy(this::read).isInstanceOf(ControlException.Unreachable.class);
  }

  @Test
  void aServerThatFailsAgainAndAgainIsLeftAloneForAWhile() {
    cluster.guard((method, path) -> Optional.of(503));
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(this::read).isInstanceOf(ControlException.Unreachable.class);
    }
    int before = cluster.requests.size();
    assertThatThrownBy(this::read).hasMessageContaining("is left alone for 5 s");
    assertThat(cluster.requests).hasSize(before);
  }
}
