package io.pilothouse.localtwin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.redis.RedisNodeState;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each shipped system comes up as its document declares it, and goes without a trace. */
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "there is no Redis, and no signal that stops a process")
class AllSystemsTest {

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  static List<String> keys() {
    return ShippedSystems.keys();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void comesUpWholeAndLeavesNothing(String key) throws Exception {
    var blueprint = ShippedSystems.load(key).orElseThrow();
    var options = TwinOptions.ofThisProcess().below(folder);
    try (var twin = LocalTwin.start(blueprint, options)) {
      servicesAreReady(twin);
      databasesAnswer(twin);
      cachesAnswer(twin);
    }
    assertNothingIsLeft();
  }

  @Test
  void twoSystemsRunSideBySide() throws Exception {
    var options = TwinOptions.ofThisProcess().below(folder);
    var development = ShippedSystems.load("phonebill-dev").orElseThrow();
    var healthSync = ShippedSystems.load("healthsync-prod").orElseThrow();
    try (var one = LocalTwin.start(development, options)) {
      try (var other = LocalTwin.start(healthSync, options)) {
        servicesAreReady(other);
        databasesAnswer(other);
        databasesAnswer(one);
        assertThat(other.endpoints().kubeconfig()).isNotEqualTo(one.endpoints().kubeconfig());
      }
      servicesAreReady(one);
      databasesAnswer(one);
      cachesAnswer(one);
    }
    assertNothingIsLeft();
  }

  private static void servicesAreReady(LocalTwin twin) {
    var blueprint = twin.blueprint();
    assertThat(blueprint.services()).isNotEmpty();
    await()
        .atMost(READY_LIMIT)
        .untilAsserted(() ->
            assertThat(blueprint.services())
                .allSatisfy(service -> {
                  var deployment = deployment(twin, blueprint, service);
                  int wanted = deployment.at("spec", "replicas").asInt();
                  assertThat(wanted).as(service.id()).isPositive();
                  assertThat(deployment.at("status", "readyReplicas").asInt())
                      .as(service.id())
                      .isEqualTo(wanted);
                }));
    if (!blueprint.databaseServers().isEmpty()) {
      await()
          .atMost(READY_LIMIT)
          .until(() ->
              twin.load().orElseThrow().snapshot().services().stream()
                  .anyMatch(service -> service.requests() > service.failures()));
    }
  }

  private static KubeObject deployment(LocalTwin twin, Blueprint blueprint, Service service) {
    return twin.kubernetes()
        .api()
        .get(
            BuiltInResources.DEPLOYMENTS,
            new ObjectKey(blueprint.cluster().namespace(), service.deployment()));
  }

  private static void databasesAnswer(LocalTwin twin) throws SQLException {
    var declared = new ArrayList<String>();
    for (var server : twin.blueprint().databaseServers()) {
      declared.add(server.resourceName());
      server.replicas().forEach(replica -> declared.add(replica.resourceName()));
      assertThat(twin.postgres(server.resourceName()).faults().isWhole()).isTrue();
    }
    var databases = twin.connection().databases();
    assertThat(databases).containsOnlyKeys(declared);
    for (var database : databases.entrySet()) {
      try (var connection = DriverManager.getConnection(jdbc(database.getValue().url()));
          var row = connection.createStatement().executeQuery("SELECT 1")) {
        assertThat(row.next()).as(database.getKey()).isTrue();
      }
    }
  }

  private static void cachesAnswer(LocalTwin twin) {
    for (var cache : twin.blueprint().caches()) {
      assertThat(twin.redis(cache.resourceName()).healthy()).isTrue();
      assertThat(twin.redis(cache.resourceName()).state()).allMatch(RedisNodeState::alive);
    }
  }

  /** The two files that starts lock are empty, or hold the number of a process that has ended. */
  private void assertNothingIsLeft() throws IOException {
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().orElse("").matches(".*(postgres|redis-server).*")))
        .isEmpty();
    try (var left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .allMatch(Set.of("running.lock", ".door")::contains);
    }
  }

  private static String jdbc(String url) {
    var uri = URI.create(url);
    var account = uri.getUserInfo().split(":", 2);
    return "jdbc:postgresql://%s:%d%s?user=%s&password=%s"
        .formatted(uri.getHost(), uri.getPort(), uri.getPath(), account[0], account[1]);
  }
}
