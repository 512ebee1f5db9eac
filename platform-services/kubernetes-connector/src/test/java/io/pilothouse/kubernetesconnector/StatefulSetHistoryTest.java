package io.pilothouse.kubernetesconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import io.pilothouse.sharedmodel.estate.StatefulSet;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A StatefulSet is read and rolled back as a Deployment is. */
class StatefulSetHistoryTest {
  private static final String NAMESPACE = "data";

  private static TwinCluster cluster;

  @BeforeAll
  static void startCluster(@TempDir Path folder) throws IOException {
    cluster = TwinCluster.start(folder, Optional.empty());
    cluster.namespace(NAMESPACE);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void goesBackToAnEarlierTemplateAndNotToOneThatItNeverHad() throws ControlException {
    try (var connection = KubernetesConnection.open(cluster.connection())) {
      DeploymentControl control = connection.deployments();
      apply("shop/db:1");
      awaitImage(control, "shop/db:1");
      apply("shop/db:2");
      awaitImage(control, "shop/db:2");

      WorkloadResource before = control.read(NAMESPACE, "db");
      assertThat(before).isInstanceOf(StatefulSet.class);
      assertThat(before.revisions())
          .extracting(r -> r.number() + " " + r.images() + " " + r.current())
          .containsExactly("1 [shop/db:1] false", "2 [shop/db:2] true");
      assertThat(control.mayChange(NAMESPACE, "db")).isTrue();
      assertThatThrownBy(() -> control.rollBack(NAMESPACE, "db", 7, before.generation(), "run-1"))
          .isInstanceOf(ControlException.Rejected.class)
          .hasMessageContaining("1, 2");
      assertThatThrownBy(
              () -> control.rollBack(NAMESPACE, "db", 1, before.generation() - 1, "run-1"))
          .isInstanceOf(ControlException.Rejected.class);

      control.rollBack(NAMESPACE, "db", 1, before.generation(), "run-1");

      awaitImage(control, "shop/db:1");
      long after = control.read(NAMESPACE, "db").generation();
      control.rollBack(NAMESPACE, "db", 1, before.generation(), "run-1");
      assertThat(control.read(NAMESPACE, "db").generation()).isEqualTo(after);
    }
  }

  private static void awaitImage(DeploymentControl control, String image) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> {
          WorkloadResource db = control.read(NAMESPACE, "db");
          return db.images().contains(image)
              && db.rolledOut()
              && db.revisions().stream().filter(Revision::current).count() == 1;
        });
  }

  private static void apply(String image) {
    cluster.twin.apply(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: %s}
        spec:
          replicas: 1
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec: {containers: [{name: db, image: "%s"}]}
        """
            .formatted(NAMESPACE, image));
  }
}
