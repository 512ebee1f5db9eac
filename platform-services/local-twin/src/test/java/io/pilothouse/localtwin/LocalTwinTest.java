package io.pilothouse.localtwin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The twin of TripGen: one for the class, and what another process would see of it. */
class LocalTwinTest {

  private static final Blueprint TRIPGEN = ShippedSystems.load("tripgen-prod").orElseThrow();

  @TempDir private static Path folder;
  private static TwinOptions options;
  private static LocalTwin twin;

  @BeforeAll
  static void start() {
    options = TwinOptions.ofThisProcess().below(folder);
    twin = LocalTwin.start(TRIPGEN, options);
  }

  @AfterAll
  static void stop() {
    var processes = children();
    twin.close();
    assertThat(processes).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(RunningTwin.find(options, "tripgen-prod")).isEmpty();
  }

  @Test
  void runsTheServicesOfTheDocumentWithARevisionHistory() {
    try (var kubernetes = kubernetes()) {
      var deployments = kubernetes.apps().deployments().inNamespace("production").list().getItems();
      assertThat(deployments)
          .extracting(deployment -> deployment.getMetadata().getName())
          .containsExactlyInAnyOrder(
              "user-service", "trip-service", "ai-service", "location-service");
      var revisions =
          kubernetes.apps().replicaSets().inNamespace("production").list().getItems().stream()
              .filter(set -> "trip-service".equals(set.getMetadata().getLabels().get("app")))
              .map(set ->
                  set.getMetadata().getAnnotations().get("deployment.kubernetes.io/revision"))
              .collect(Collectors.toSet());
      assertThat(revisions).isEqualTo(Set.of("1", "2", "3"));
      var pods = kubernetes.pods().inNamespace("production").list().getItems();
      assertThat(pods.size()).isGreaterThanOrEqualTo(10);
      assertThat(pods)
          .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName()).contains("application"));
    }
  }

  @Test
  void servicesSendMessagesAndTheirPodsWorkThemOff() throws Exception {
    var broker = twin.broker("sb-tripgen-prod");
    var messages = twin.messages().orElseThrow();
    assertThat(messages.queues())
        .containsExactlyInAnyOrder("ai_schedule_generation", "location_search", "notification");
    twin.load().orElseThrow().multiplier(10);
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              messages.snapshot().stream()
                  .allMatch(q -> q.sent() > 0 && q.consumer().handled() > 0));
      messages.pause("location_search");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> broker.counts("location_search").orElseThrow().active() >= 3);
      var queue =
          "/resourceGroups/rg-tripgen-prod/providers/Microsoft.ServiceBus/namespaces/sb-tripgen-prod";
      assertThat(azure(queue + "/queues/location_search?api-version=2024-01-01"))
          .contains("\"countDetails\":{\"activeMessageCount\":");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThat(
                      azure(
                          queue
                              + "/providers/Microsoft.Insights/metrics?api-version=2024-02-01"
                              + "&metricnames=ActiveMessages&aggregation=Maximum"
                              + "&$filter=EntityName%20eq%20'location_search'"))
                  .contains("location_search")
                  .containsPattern("\"maximum\":[1-9]"));
      messages.resume("location_search");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> broker.counts("location_search").orElseThrow().active() <= 1);
    } finally {
      twin.load().orElseThrow().multiplier(1);
      messages.resume("location_search");
    }
  }

  @Test
  void answersAtEveryAddressThatItTells() throws Exception {
    var endpoints = RunningTwin.find(options, "tripgen-prod").orElseThrow().endpoints();
    assertThat(endpoints.postgres())
        .extracting(TwinEndpoints.Postgres::role)
        .containsExactlyInAnyOrder("primary", "standby", "replica", "replica");
    for (var postgres : endpoints.postgres()) {
      try (var connection = DriverManager.getConnection(jdbc(postgres.url()));
          var row = connection.createStatement().executeQuery("select pg_is_in_recovery()")) {
        row.next();
        assertThat(row.getBoolean(1)).isEqualTo(!postgres.role().equals("primary"));
      }
    }
    assertThat(endpoints.redis())
        .extracting(TwinEndpoints.Redis::role)
        .containsExactly("primary", "primary", "primary", "replica", "replica", "replica");
    var azure = twin.connection().azure().orElseThrow();
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            azure.endpoint().orElseThrow()
                                + "/subscriptions/"
                                + azure.subscription()
                                + "/resourceGroups/"
                                + azure.resourceGroup()
                                + "/providers/Microsoft.DBforPostgreSQL/flexibleServers"
                                + "?api-version=2024-08-01"))
                    .header(
                        "Authorization",
                        "Bearer " + Files.readString(Path.of(azure.tokenFile().orElseThrow())))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("postgresql-server-replica-1", "\"Healthy\"");
  }

  @Test
  void servesRealRequestsFromTheCacheTiersAndTheReplicas() {
    var load = twin.load().orElseThrow();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(load.snapshot().services())
                .allSatisfy(service -> {
                  assertThat(service.requests()).isPositive();
                  assertThat(service.cache().total().reads()).isPositive();
                  assertThat(service.readyPods()).isPositive();
                }));
    assertThat(load.snapshot().services())
        .allSatisfy(service -> assertThat(service.failures()).isZero());
  }

  @Test
  void refusesASecondTwinOfTheSameSystemByThePidOfTheFirst() {
    assertThatThrownBy(() -> LocalTwin.start(TRIPGEN, options))
        .isInstanceOf(TwinException.class)
        .hasMessageContaining("running already, as process " + ProcessHandle.current().pid());
  }

  @Test
  void keepsItsSecretsToItsOwner() throws Exception {
    var found = RunningTwin.find(options, "tripgen-prod").orElseThrow();
    assertThat(found.connection()).isEqualTo(twin.connection());
    assertThat(found.connection().databases())
        .containsOnlyKeys(
            "postgresql-server", "postgresql-server-replica-1", "postgresql-server-replica-2");
    var kubeconfig = Path.of(found.endpoints().kubeconfig());
    for (var file : List.of("connection.json", "twin.json", "kubeconfig", "azure.token")) {
      assertThat(Files.getPosixFilePermissions(kubeconfig.resolveSibling(file)))
          .as(file)
          .hasSize(2);
    }
  }

  private static KubernetesClient kubernetes() {
    var kubeconfig = Path.of(twin.endpoints().kubeconfig());
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }

  private static String jdbc(String url) {
    var uri = URI.create(url);
    var account = uri.getUserInfo().split(":", 2);
    return "jdbc:postgresql://%s:%d%s?user=%s&password=%s"
        .formatted(uri.getHost(), uri.getPort(), uri.getPath(), account[0], account[1]);
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().command().orElse("").matches(".*(postgres|redis-server).*"))
        .toList();
  }

  /** What Azure answers at a path below the subscription. */
  private static String azure(String path) throws Exception {
    var azure = twin.connection().azure().orElseThrow();
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create(
                          azure.endpoint().orElseThrow()
                              + "/subscriptions/"
                              + azure.subscription()
                              + path))
                  .header(
                      "Authorization",
                      "Bearer " + Files.readString(Path.of(azure.tokenFile().orElseThrow())))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
