package io.pilothouse.localtwin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases and caches in pods: the pod's life is the process's. */
class DataContainersTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static LocalTwin twin;

  @BeforeAll
  static void start() {
    twin =
        LocalTwin.start(
            ShippedSystems.load("phonebill-dev").orElseThrow(),
            TwinOptions.ofThisProcess().below(folder));
  }

  @AfterAll
  static void stop() {
    twin.close();
  }

  @Test
  void aDeletedDatabasePodEndsTheProcessAndTheNextOneFindsTheData() throws SQLException {
    sql("CREATE TABLE kept (id int)");
    sql("INSERT INTO kept VALUES (7)");
    var before = twin.postgres("postgresql").state().members().getFirst().pid().orElseThrow();
    KubeObject pod = delete("postgresql");
    await()
        .atMost(SOON)
        .until(() -> ProcessHandle.of(before).filter(ProcessHandle::isAlive).isEmpty());
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(SQLException.class)
        .untilAsserted(() -> sql("INSERT INTO kept SELECT 8 FROM kept HAVING count(*) = 1"));
    assertThat(pods("postgresql"))
        .singleElement()
        .satisfies(now -> {
          assertThat(now.uid()).isNotEqualTo(pod.uid());
          assertThat(Pods.ready(now)).isTrue();
        });
  }

  @Test
  void aDeletedCachePodEndsTheProcessAndAnotherOneAnswers() {
    var before = twin.redis("redis").state().getFirst().pid();
    delete("redis");
    await()
        .atMost(SOON)
        .until(() ->
            twin.redis("redis").healthy()
                && !twin.redis("redis").state().getFirst().pid().equals(before));
    try (var client = RedisClusterClient.create(addresses());
        var open = client.connect()) {
      assertThat(open.sync().set("key", "value")).isEqualTo("OK");
    }
  }

  private static List<RedisURI> addresses() {
    return twin.redis("redis").addresses();
  }

  private static KubeObject delete(String app) {
    KubeObject pod = pods(app).getFirst();
    twin.kubernetes().api().delete(BuiltInResources.PODS, pod.key(), Deletion.inBackground());
    return pod;
  }

  private static List<KubeObject> pods(String app) {
    return twin
        .kubernetes()
        .api()
        .list(BuiltInResources.PODS, Selection.inNamespace("development"))
        .stream()
        .filter(pod -> app.equals(pod.labels().get("app")))
        .toList();
  }

  private static void sql(String statement) throws SQLException {
    var server = twin.postgres("postgresql");
    var target = server.application(server.spec().databases().getFirst());
    try (var connection = DriverManager.getConnection(target.jdbcUrl());
        var open = connection.createStatement()) {
      open.execute(statement);
    }
  }
}
