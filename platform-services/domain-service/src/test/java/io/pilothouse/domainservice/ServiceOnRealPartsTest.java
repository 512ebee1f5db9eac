package io.pilothouse.domainservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.localtwin.broker.QueueCounts;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.external.ExternalClients;
import io.pilothouse.serviceruntime.external.ExternalSnapshot;
import io.pilothouse.serviceruntime.messaging.BrokerConnection;
import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service as the chart configures its pods, on real parts, called over HTTP with tokens. */
class ServiceOnRealPartsTest {
  private static final String COLLECTION = "/api/v1/ai-records";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;
  private static Estate estate;
  private static Issuer issuer;
  private static ConfigurableApplicationContext service;
  private static HttpClient http;

  @BeforeAll
  static void start() throws IOException {
    estate = Estate.start(folder);
    var application = new SpringApplication(DomainService.class);
    var properties = estate.properties();
    issuer = new Issuer();
    properties.put("pilothouse.security.issuer", issuer.url());
    properties.put("pilothouse.security.jwk-set-uri", issuer.url() + "/oauth2/jwks");
    // As in a pod: what the chart mounts, and what the deployment knows over it.
    Path mounted = Files.createDirectory(folder.resolve("mounted"));
    Files.writeString(
        mounted.resolve("application.yaml"),
        RenderedConfiguration.of(Estate.SYSTEM, Estate.SERVICE));
    properties.put("spring.config.additional-location", mounted.toUri().toString());
    // There is no vault here: its secrets are given.
    properties.put("pilothouse.secrets.vault-url", "");
    service =
        application.run(
            properties.entrySet().stream()
                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                .toArray(String[]::new));
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    service.close();
    issuer.close();
    estate.close();
  }

  @Test
  void makesReadsReplacesAndDeletesUnderVersions() throws Exception {
    var made = post("{\"document\":{\"title\":\"spring\",\"note\":null}}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().firstValue("ETag")).contains("\"1\"");
    String at = made.headers().firstValue("Location").orElseThrow();

    assertThat(send("GET", at, "", "If-None-Match", "\"1\"").statusCode()).isEqualTo(304);
    assertThat(send("PUT", at, "{\"document\":{\"title\":\"b\"}}").statusCode()).isEqualTo(428);
    var changed = send("PUT", at, "{\"document\":{\"title\":\"b\"}}", "If-Match", "\"1\"");
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(json(send("GET", at, "")).path("document").path("title").asString()).isEqualTo("b");
    assertThat(
            send("PUT", at, "{\"document\":{\"title\":\"c\"}}", "If-Match", "\"1\"").statusCode())
        .isEqualTo(412);
    assertThat(send("DELETE", at, "", "If-Match", "\"2\"").statusCode()).isEqualTo(204);
    var gone = send("GET", at, "");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void aRequestUnderAKeyIsDoneOnce() throws Exception {
    String key = UUID.randomUUID().toString();
    String body = "{\"document\":{\"title\":\"once\"}}";
    var first = send("POST", COLLECTION, body, "Idempotency-Key", key);
    var again = send("POST", COLLECTION, body, "Idempotency-Key", key);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(json(again).path("id")).isEqualTo(json(first).path("id"));
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(
            send("POST", COLLECTION, "{\"document\":{\"title\":\"x\"}}", "Idempotency-Key", key)
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void listsInPagesThatNeitherSkipNorRepeat() throws Exception {
    String owner = "somebody";
    for (int i = 0; i < 5; i++) {
      assertThat(post("{\"document\":{\"n\":" + i + "}}").statusCode()).isEqualTo(201);
    }
    var seen = new java.util.ArrayList<String>();
    String next = "";
    do {
      var page =
          json(
              send(
                  "GET",
                  COLLECTION + "?limit=2&owner=" + owner + (next.isEmpty() ? "" : "&after=" + next),
                  ""));
      page.path("items").forEach(item -> seen.add(item.path("id").asString()));
      next = page.path("next").asString("");
    } while (!next.isEmpty());
    assertThat(seen).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void whatIsWrongWithARequestIsSaid() throws Exception {
    assertThat(post("{}").statusCode()).isEqualTo(400);
    assertThat(post("{\"document\":").statusCode()).isEqualTo(400);
    assertThat(post("{\"document\":{\"x\":\"" + "y".repeat(70_000) + "\"}}").statusCode())
        .isEqualTo(413);
    assertThat(send("GET", COLLECTION + "/not-an-id", "").statusCode()).isEqualTo(400);
    assertThat(send("GET", COLLECTION + "?limit=0", "").statusCode()).isEqualTo(400);
  }

  @Test
  void describesItselfInItsOwnName() throws Exception {
    var document = json(send("GET", "/v3/api-docs", ""));
    assertThat(document.path("info").path("title").asString()).isEqualTo("AI Service");
    assertThat(document.path("info").path("description").asString()).contains("claude-api");
    assertThat(document.path("paths").has(COLLECTION + "/{id}")).isTrue();
    assertThat(document.path("components").path("securitySchemes").has("token")).isTrue();
  }

  @Test
  void whoHasNoTokenOrNotThePermissionIsTurnedAway() throws Exception {
    String at = made();
    assertThat(sendAs("", "GET", at, "").statusCode()).isEqualTo(401);
    String reader = issuer.token(Estate.SERVICE + ":read");
    assertThat(sendAs(reader, "GET", at, "").statusCode()).isEqualTo(200);
    assertThat(sendAs(reader, "DELETE", at, "", "If-Match", "*").statusCode()).isEqualTo(403);
    String other = issuer.token("content-service:read", "content-service:write");
    assertThat(sendAs(other, "GET", at, "").statusCode()).isEqualTo(403);
  }

  @Test
  void workGoesThroughTheOutboxAndTheBrokerToAWorkerAndIntoTheHistory() throws Exception {
    String at = made();
    var accepted = send("POST", at + "/operations", "");
    assertThat(accepted.statusCode()).isEqualTo(202);
    String operation = accepted.headers().firstValue("Location").orElseThrow();
    await()
        .untilAsserted(() ->
            assertThat(json(send("GET", operation, "")).path("state").asString())
                .isEqualTo("SUCCEEDED"));
    assertThat(json(send("GET", operation, "")).path("result").has(Estate.EXTERNAL)).isTrue();
    await()
        .untilAsserted(() ->
            assertThat(json(send("GET", at + "/history", "")).findValuesAsString("kind"))
                .contains("resource.created", "operation.requested"));
  }

  @Test
  void whatNobodyCanReadIsPutAside() {
    try (var sender =
        new BrokerConnection(
                estate.broker.connectionString(), Duration.ofSeconds(5), Clock.systemUTC())
            .sender(Estate.QUEUE)) {
      sender.send(new OutgoingMessage("poison", "no event at all"));
    }
    await()
        .untilAsserted(() ->
            assertThat(
                    estate.broker.counts().stream()
                        .filter(queue -> queue.name().equals(Estate.QUEUE))
                        .mapToInt(QueueCounts::deadLetters)
                        .sum())
                .isEqualTo(1));
  }

  @Test
  void readsGoToTheReplicaAndHitTheCache() throws Exception {
    String at = made();
    var database = service.getBean(RoutedDatabase.class);
    long before = database.snapshot().replicaReads();
    await()
        .untilAsserted(() -> {
          assertThat(send("GET", COLLECTION + "?limit=1", "").statusCode()).isEqualTo(200);
          assertThat(database.snapshot().replicaReads()).isGreaterThan(before);
        });
    assertThat(send("GET", at, "").statusCode()).isEqualTo(200);
    var id = UUID.fromString(at.substring(at.lastIndexOf('/') + 1));
    service
        .getBean(JdbcClient.class)
        .sql("delete from resource where id = :id")
        .param("id", id)
        .update();
    assertThat(send("GET", at, "").statusCode()).isEqualTo(200);
  }

  @Test
  void aDeadExternalSystemOpensTheBreakerAndItsLastAnswerStandsIn() throws Exception {
    String asked = made() + "/externals/" + Estate.EXTERNAL;
    assertThat(json(send("GET", asked, "")).path("standIn").asBoolean()).isFalse();
    estate.external().die();
    try {
      await()
          .untilAsserted(() -> {
            var answer = send("GET", asked, "");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("standIn").asBoolean()).isTrue();
          });
      assertThat(
              service.getBean(ExternalClients.class).client(Estate.EXTERNAL).snapshot().breaker())
          .isEqualTo(ExternalSnapshot.Breaker.OPEN);
    } finally {
      estate.external().revive();
    }
  }

  /** What stands in the file is what others build on that have no service at hand. */
  @Test
  void tellsPrometheusTheSeriesThatStandInTheFile() throws Exception {
    Path file =
        Path.of(System.getProperty("project.root"))
            .resolve("platform-services/domain-service/src/test/resources/told-series.txt");
    service.getBean(DependencyErrors.class).count(Estate.EXTERNAL, FailureKind.TIMEOUT);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          String at = made();
          send("GET", at, "");
          send("GET", COLLECTION + "?limit=1", "");
          send("GET", at + "/externals/" + Estate.EXTERNAL, "");
          assertThat(toldSeries()).isEqualTo(Files.readAllLines(file));
        });
  }

  /** Of what is told under the service's own labels, the names with the names of their labels. */
  private static List<String> toldSeries() throws Exception {
    String management =
        service.getEnvironment().getRequiredProperty("local.management.port", String.class);
    var request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + management + "/actuator/prometheus"));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer
        .body()
        .lines()
        .filter(line -> line.contains("system=\"" + Estate.SYSTEM + "\""))
        .map(line -> line.substring(0, line.lastIndexOf(' ')).replaceAll("=\"[^\"]*\"", ""))
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void goesOnWithoutRedis() throws Exception {
    String at = made();
    String node = estate.redis.state().getFirst().name();
    estate.redis.kill(node);
    try {
      String another = made();
      assertThat(send("GET", at, "").statusCode()).isEqualTo(200);
      assertThat(send("GET", another, "").statusCode()).isEqualTo(200);
    } finally {
      estate.redis.restart(node);
    }
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return send("POST", COLLECTION, body);
  }

  private static String made() throws Exception {
    var made = post("{\"document\":{\"title\":\"made\"}}");
    assertThat(made.statusCode()).isEqualTo(201);
    return made.headers().firstValue("Location").orElseThrow();
  }

  private static HttpResponse<String> send(
      String method, String path, String body, String... headers) throws Exception {
    return sendAs(
        issuer.token(Estate.SERVICE + ":read", Estate.SERVICE + ":write"),
        method,
        path,
        body,
        headers);
  }

  private static HttpResponse<String> sendAs(
      String token, String method, String path, String body, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  private static int port() {
    return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }
}
