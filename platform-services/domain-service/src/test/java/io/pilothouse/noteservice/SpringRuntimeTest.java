package io.pilothouse.noteservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.localtwin.broker.NamespaceSettings;
import io.pilothouse.localtwin.broker.QueueSettings;
import io.pilothouse.localtwin.broker.ServiceBusBroker;
import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.ReplicaSpec;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.messaging.BrokerConnection;
import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import io.pilothouse.serviceruntime.secrets.RotatingSecrets;
import io.pilothouse.serviceruntime.spring.messaging.QueueConsumers;
import io.pilothouse.serviceruntime.spring.messaging.QueueDepths;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A Spring service on the runtime, with a real primary, replica and broker behind it. */
class SpringRuntimeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static ProcessGuardian guardian;
  private static FlexibleServer server;
  private static ServiceBusBroker broker;
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() throws IOException {
    guardian = ProcessGuardian.open(folder.resolve("postgres"), "spring-runtime-test");
    server =
        FlexibleServer.start(
            new FlexibleServerSpec(
                "notes",
                "15",
                "koreacentral",
                "1",
                new HighAvailability.Disabled(),
                List.of(new ReplicaSpec("notes-replica", "koreacentral", "3")),
                List.of("notes"),
                "notesadmin",
                50),
            PostgresBinaries.unpack(TwinHome.ofThisProcess().cache()),
            guardian,
            SupervisionPolicy.visible(),
            Clock.systemUTC());
    broker =
        ServiceBusBroker.start(
            new NamespaceSettings(
                "sb",
                262_144,
                List.of(QueueSettings.named("jobs").detectingDuplicates(Duration.ofMinutes(5))),
                List.of()),
            Clock.systemUTC());
    var application = server.application("notes");
    var secrets = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("postgres-password"), application.password());
    service = serve(application, secrets);
    service
        .getBean(JdbcTemplate.class)
        .execute("create table note (id serial primary key, text text)");
  }

  private static ConfigurableApplicationContext serve(ConnectionTarget database, Path secrets) {
    return new SpringApplicationBuilder(NoteService.class)
        .properties(
            Map.ofEntries(
                Map.entry("server.port", "0"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.flyway.locations", "classpath:db/pilothouse-runtime"),
                Map.entry("pilothouse.secrets.folder", secrets.toString()),
                Map.entry(
                    "pilothouse.secrets.names.postgres-password",
                    "pilothouse.database.primary.password"),
                Map.entry("pilothouse.database.primary.url", database.jdbcAddress()),
                Map.entry("pilothouse.database.primary.user", database.user()),
                Map.entry(
                    "pilothouse.database.replicas[0].url",
                    server.at("notes-replica", database).jdbcAddress()),
                Map.entry("pilothouse.database.pods", "5"),
                Map.entry("pilothouse.database.server-connection-limit", "50"),
                Map.entry("pilothouse.database.lag-objective", "2s"),
                Map.entry("pilothouse.database.probe-period", "100ms"),
                Map.entry("pilothouse.messaging.connection-string", broker.connectionString()),
                Map.entry("pilothouse.messaging.patience", "2s"),
                Map.entry("pilothouse.messaging.depth-period", "200ms"),
                Map.entry("pilothouse.messaging.queues.jobs.attempts", "2")))
        .run();
  }

  @AfterAll
  static void stop() {
    service.close();
    broker.close();
    server.close();
    guardian.close();
    CLIENT.close();
  }

  @Test
  void readOnlyTransactionsGoToTheReplicaAndASessionReadsWhatItWrote() {
    await().atMost(PATIENCE).until(() -> get("/place", Optional.empty()).body().equals("true"));
    server.pauseReplay("notes-replica");
    HttpResponse<String> written;
    try {
      written = write("mine", false);
      assertThat(written.statusCode()).isEqualTo(200);
      var position = written.headers().firstValue("Database-Position");
      assertThat(position).isPresent();
      assertThat(written.headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("database-position=" + position.orElseThrow())
          .contains("HttpOnly");

      assertThat(get("/notes?text=mine", position).body()).isEqualTo("[\"mine\"]");
      assertThat(get("/place", position).body()).isEqualTo("false");
    } finally {
      server.resumeReplay("notes-replica");
    }
    var position = written.headers().firstValue("Database-Position");
    await().atMost(PATIENCE).until(() -> get("/place", position).body().equals("true"));
  }

  @Test
  void whatIsWrittenWithItsMessageIsThereOnceOrNotAtAll() {
    assertThat(write("undone", true).statusCode()).isEqualTo(500);
    assertThat(write("kept", false).statusCode()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> count("job kept") == 1);

    try (var sender = connection().sender("jobs")) {
      sender.send(new OutgoingMessage("replayed-1", "replayed"));
      await().atMost(PATIENCE).until(() -> count("job replayed") == 1);
    }
    assertThat(count("undone")).isZero();
    assertThat(count("job undone")).isZero();
    assertThat(count("job kept")).isEqualTo(1);
  }

  @Test
  void aPoisonMessageLeavesNothingBehindButADeadLetter() {
    try (var sender = connection().sender("jobs")) {
      sender.send(new OutgoingMessage("poison-1", "poison"));
    }
    await().atMost(PATIENCE).until(() -> broker.counts("jobs").orElseThrow().deadLetters() == 1);
    assertThat(count("job poison")).isZero();
    assertThat(service.getBean(QueueConsumers.class).snapshots().getFirst().putAside())
        .isEqualTo(1);
    await()
        .atMost(PATIENCE)
        .until(
            () -> Long.valueOf(0).equals(service.getBean(QueueDepths.class).waiting().get("jobs")));
  }

  @Test
  void aValueThatLooksLikeSqlIsAValue() {
    var evil = "'; drop table note; -- \r\n2026-01-01 INFO forged";
    assertThat(write(evil, false).statusCode()).isEqualTo(200);
    assertThat(count(evil)).isEqualTo(1);
    assertThat(get("/notes?text=" + encoded("' or '1'='1"), Optional.empty()).body())
        .isEqualTo("[]");
  }

  @Test
  void theConnectionsOfAllPodsStayUnderTheLimitOfTheServer() {
    var pools = service.getBean(RoutedDatabase.class).snapshot().pools();

    assertThat(pools).containsKeys("primary", "replica-1");
    assertThat(pools.values()).allMatch(pool -> 5 * pool.maximum() <= 50 - 15);
  }

  @Test
  void aRotatedPasswordIsTakenWithoutARestart() throws IOException {
    var changed = server.rotatePassword("notes");
    Files.writeString(folder.resolve("secrets/postgres-password"), changed.password());

    service.getBean(RotatingSecrets.class).refresh();

    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> write("rotated", false).statusCode() == 200);
    assertThat(service.getEnvironment().getProperty("pilothouse.database.primary.password"))
        .isEqualTo(changed.password());
  }

  private static long count(String text) {
    return Optional.ofNullable(
            service
                .getBean(JdbcTemplate.class)
                .queryForObject("select count(*) from note where text = ?", Long.class, text))
        .orElse(0L);
  }

  private static BrokerConnection connection() {
    return new BrokerConnection(
        broker.connectionString(), Duration.ofSeconds(2), Clock.systemUTC());
  }

  private static HttpResponse<String> write(String text, boolean fails) {
    return send(
        request("/notes?fails=" + fails + "&text=" + encoded(text))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static HttpResponse<String> get(String path, Optional<String> position) {
    var request = request(path);
    position.ifPresent(known -> request.header("Database-Position", known));
    return send(request);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create(
            "http://localhost:"
                + service.getEnvironment().getRequiredProperty("local.server.port")
                + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
