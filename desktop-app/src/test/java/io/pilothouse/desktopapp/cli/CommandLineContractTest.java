package io.pilothouse.desktopapp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What scripts rely on, seen from outside: processes, streams and exit codes, on one running twin
 * of tripgen-prod.
 */
@Timeout(240)
@TestMethodOrder(MethodOrderer.Random.class)
class CommandLineContractTest {
  @TempDir static Path home;
  private static PilothouseProcess twin;
  private static JsonNode listening;

  @BeforeAll
  static void startTwin() throws Exception {
    twin = PilothouseProcess.start(home, "twin", "--system", "tripgen-prod", "--json");
    listening = twin.firstLine();
    // What an operator's kubeconfig is to the commands that name a context.
    Files.copy(Path.of(listening.get("kubeconfig").asText()), home.resolve("kubeconfig"));
  }

  @AfterAll
  static void endTwin() throws Exception {
    Path runs = home.resolve("twins/tripgen-prod");
    List<ProcessHandle> children = twin.handle().descendants().toList();
    twin.close();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(folders(runs)).isEmpty());
  }

  @Test
  void theTwinSaysWhereEverythingListens() {
    assertThat(listening.get("system").asText()).isEqualTo("tripgen-prod");
    assertThat(listening.get("pid").asLong()).isEqualTo(twin.handle().pid());
    assertThat(Path.of(listening.get("kubeconfig").asText())).isReadable();
    assertThat(listening.get("azureEndpoint").asText()).startsWith("http");
    assertThat(texts(listening.get("postgres"), "role"))
        .containsExactlyInAnyOrder("primary", "standby", "replica", "replica");
    assertThat(texts(listening.get("postgres"), "url"))
        .allMatch(url -> url.startsWith("postgresql://"));
    assertThat(texts(listening.get("redis"), "role")).isNotEmpty();
  }

  @Test
  void thePrimarysUrlTakesWrites() throws Exception {
    String url = url("primary");
    var parts = java.net.URI.create(url);
    String[] user = parts.getUserInfo().split(":", 2);
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + parts.getHost() + ":" + parts.getPort() + parts.getPath(),
                user[0],
                user[1]);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_is_in_recovery()")) {
      rows.next();
      assertThat(rows.getBoolean(1)).isFalse();
    }
  }

  @Test
  void aStockKubectlListsWorkloads() throws Exception {
    Optional<Path> kubectl =
        Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
            .map(folder -> Path.of(folder, "kubectl"))
            .filter(Files::isExecutable)
            .findFirst();
    org.junit.jupiter.api.Assumptions.assumeTrue(kubectl.isPresent(), "no kubectl on this machine");
    Process process =
        new ProcessBuilder(
                kubectl.orElseThrow().toString(),
                "--kubeconfig",
                listening.get("kubeconfig").asText(),
                "get",
                "deploy,hpa,pods",
                "-A")
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    assertThat(printed)
        .contains(
            "deployment.apps/user-service",
            "horizontalpodautoscaler.autoscaling/ai-service",
            "pod/trip-service");
  }

  @Test
  void statusNamesLagScalingAndHitRatio() throws Exception {
    var result = PilothouseProcess.run(home, "status", "--system", "tripgen-prod", "--json");
    assertThat(result.exitCode()).as(result.errors()).isIn(0, 1);
    JsonNode status = result.json();
    assertThat(status.get("system").asText()).isEqualTo("tripgen-prod");
    JsonNode service = component(status, "user-service");
    assertThat(service.at("/facts/hpaMin/value").asInt()).isEqualTo(3);
    assertThat(service.at("/facts/hpaMax/value").asInt()).isEqualTo(10);
    assertThat(service.at("/facts/replicas/value").asInt()).isBetween(3, 10);
    List<JsonNode> replicas = ofKind(status, "database-replica");
    assertThat(replicas).hasSize(2);
    assertThat(replicas)
        .allSatisfy(r -> assertThat(r.get("facts").has("replicationLagSeconds")).isTrue());
    assertThat(ofKind(status, "cache"))
        .singleElement()
        .satisfies(c -> assertThat(c.get("facts").has("hitRatio")).isTrue());
    assertThat(service.at("/facts/replicas/source").asText()).isEqualTo("kubernetes");
    assertThat(service.at("/facts/replicas/observedAt").asText()).isNotEmpty();
  }

  @Test
  void aPlannedFailoverReportsItsGapAndLosesNothing() throws Exception {
    var result =
        PilothouseProcess.run(
            home,
            "do",
            "failover",
            "postgresql-server",
            "--system",
            "tripgen-prod",
            "--yes",
            "--json");
    JsonNode run = result.json();
    assertThat(run.get("outcome").asText()).as(result.errors() + run).isEqualTo("succeeded");
    assertThat(result.exitCode()).isZero();
    assertThat(run.get("writeGapMillis").asLong()).isBetween(1L, 60_000L);
    assertThat(run.get("lostRows").asLong()).isZero();
    assertThat(texts(run.get("steps"), "outcome")).containsOnly("succeeded");
    assertThat(texts(run.get("guards"), "verdict")).doesNotContain("block");
  }

  @Test
  void aRollbackGoesBackAndIsWatchedToItsEnd() throws Exception {
    var plan =
        PilothouseProcess.run(
            home, "plan", "rollback", "location-service", "--system", "tripgen-prod", "--json");
    assertThat(plan.exitCode()).as(plan.errors() + plan.lines()).isZero();
    assertThat(texts(plan.json().get("changes")))
        .anyMatch(l -> l.startsWith("-"))
        .anyMatch(l -> l.startsWith("+"));
    var result =
        PilothouseProcess.run(
            home,
            "do",
            "rollback",
            "location-service",
            "--system",
            "tripgen-prod",
            "--yes",
            "--json");
    assertThat(result.exitCode()).as(result.errors() + result.lines()).isZero();
    assertThat(result.json().get("outcome").asText()).isEqualTo("succeeded");
  }

  @Test
  void anUnknownServerIsRefusedWithASentence() throws Exception {
    var result =
        PilothouseProcess.run(
            home, "plan", "failover", "no-such-server", "--system", "tripgen-prod", "--json");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors() + result.lines()).contains("no-such-server").doesNotContain("\tat ");
  }

  @Test
  void anUnknownSystemIsAUsageErrorThatListsTheKnownOnes() throws Exception {
    var result = PilothouseProcess.run(home, "status", "--system", "no-such-system");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors()).contains("no-such-system", "tripgen-prod");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the window would open")
  void withoutADisplayTheDesktopOffersTheTour() throws Exception {
    var result = PilothouseProcess.run(home, "desktop");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.errors()).contains("no display", "tour --out");
  }

  @Test
  void aFolderThatCannotHoldTheLogIsSaidInALineAndTheCommandGoesOn() throws Exception {
    Path other = Files.createDirectory(home.resolve("other"));
    Path log = Files.createDirectory(other.resolve("pilothouse.log"));
    var result = PilothouseProcess.run(other, "runbook", "disk-full");
    assertThat(result.exitCode()).isZero();
    assertThat(result.errors().lines())
        .singleElement()
        .asString()
        .startsWith("pilothouse: No log is kept: " + log)
        .endsWith("Set PILOTHOUSE_HOME to a folder that can.");
  }

  @Test
  void anUnknownContextIsAUsageErrorThatListsWhatThereIs() throws Exception {
    var result = PilothouseProcess.run(home, "status", "--context", "no-such-context");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors()).contains("no-such-context", "tripgen-prod").doesNotContain("\tat ");
  }

  @Test
  void anyContextOpensWithADiscoveredMapAndAzureNotConnected() throws Exception {
    var result = PilothouseProcess.run(home, "status", "--context", "tripgen-prod", "--json");
    JsonNode status = result.json();
    assertThat(result.exitCode()).as(result.errors()).isIn(0, 1);
    assertThat(ofKind(status, "service"))
        .extracting(service -> service.get("id").asText())
        .containsExactlyInAnyOrder(
            "production/user-service",
            "production/trip-service",
            "production/ai-service",
            "production/location-service",
            "kube-system/coredns");
    assertThat(texts(status.get("sources"), "status"))
        .contains("heard", "not_connected")
        .doesNotContain("lost");
  }

  private static String url(String role) {
    return StreamSupport.stream(listening.get("postgres").spliterator(), false)
        .filter(p -> p.get("role").asText().equals(role))
        .map(p -> p.get("url").asText())
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode component(JsonNode status, String id) {
    return StreamSupport.stream(status.get("components").spliterator(), false)
        .filter(c -> c.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no component " + id + " in " + status));
  }

  private static List<JsonNode> ofKind(JsonNode status, String kind) {
    return StreamSupport.stream(status.get("components").spliterator(), false)
        .filter(c -> c.get("kind").asText().equals(kind))
        .toList();
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(n -> n.get(field).asText())
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<Path> folders(Path path) throws java.io.IOException {
    try (Stream<Path> list = Files.list(path)) {
      return list.filter(Files::isDirectory).toList();
    }
  }
}
