package io.pilothouse.localtwin.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.localtwin.external.ExternalBehavior;
import io.pilothouse.localtwin.load.ServiceSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoublePredicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each fault on a twin of TripGen, told by the metrics that its API serves, and the twin as it was
 * after the mending. An external system is added to the document, which has none.
 */
class ServiceFaultsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double BUSY = 6;
  private static final String METRICS = "/apis/custom.metrics.k8s.io/v1beta2";

  @TempDir private static Path folder;
  private static LocalTwin twin;
  private static KubernetesClient kubernetes;

  @BeforeAll
  static void start() {
    String text =
        ShippedSystems.text("tripgen-prod").orElseThrow()
            + """

            externalSystems:
              - id: travel-api
                name: Travel API
                circuitBreakers:
                  - {caller: ai-service, timeout: PT1S}
            """;
    var blueprint =
        switch (new BlueprintLoader().load("tripgen-with-external.yaml", text)) {
          case BlueprintResult.Loaded loaded -> loaded.blueprint();
          case BlueprintResult.Invalid invalid -> throw new AssertionError(invalid.report());
        };
    twin = LocalTwin.start(blueprint, TwinOptions.ofThisProcess().below(folder));
    twin.load().orElseThrow().multiplier(BUSY);
    kubernetes =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Path.of(twin.endpoints().kubeconfig()).toFile()))
            .build();
  }

  @AfterAll
  static void stop() {
    kubernetes.close();
    twin.close();
  }

  @Test
  void everyFigureOfAPodIsServedAndDiscoverable() {
    soon()
        .untilAsserted(() -> {
          assertThat(names())
              .contains(
                  "pods/requests_per_second",
                  "pods/failed_requests",
                  "pods/avg_response_time",
                  "pods/cache_hit_ratio",
                  "pods/cache_hit_ratio_local",
                  "pods/cache_hit_ratio_shared",
                  "pods/cache_hit_ratio_user_session",
                  "pods/database_connection_pool",
                  "pods/database_connections_waiting",
                  "pods/circuit_breaker_open_travel-api",
                  "pods/external_response_time_travel-api");
          assertThat(of("failed_requests", "user-service").values()).isNotEmpty().containsOnly(0.0);
          assertThat(of("avg_response_time", "user-service").values())
              .allMatch(millis -> millis > 0 && millis < 1_000);
          assertThat(of("external_response_time_travel-api", "ai-service").values())
              .allMatch(millis -> millis >= 25);
          assertThat(of("cache_hit_ratio", "user-service").values()).allMatch(ratio -> ratio > 0.5);
        });
  }

  @Test
  void anExternalSystemIsSlowOrWrongOrDead() {
    var slow = inject("external-slow", Map.of("external", "travel-api", "latency", "5s"));
    awaitSome("dependency_errors_timeout_travel-api", "ai-service", rate -> rate > 0);
    awaitSome("external_response_time_travel-api", "ai-service", millis -> millis > 500);
    awaitSome("failed_requests", "ai-service", percent -> percent > 0);
    mendTwice(slow);

    var wrong = inject("external-errors", Map.of("external", "travel-api", "share", "1"));
    awaitSome("dependency_errors_other_travel-api", "ai-service", rate -> rate > 0);
    mendTwice(wrong);

    var travel = twin.services().orElseThrow().externals().system("travel-api").orElseThrow();
    assertThat(travel.behavior()).isEqualTo(ExternalBehavior.SOUND);
    var dead = inject("external-dead", Map.of("external", "travel-api"));
    long served = travel.requests();
    awaitSome("dependency_errors_refused_travel-api", "ai-service", rate -> rate > 0);
    awaitAll("circuit_breaker_open_travel-api", "ai-service", open -> open == 1);
    assertThat(travel.requests()).isEqualTo(served);
    mendTwice(dead);
    awaitAll("circuit_breaker_open_travel-api", "ai-service", open -> open == 0);
    assertThat(travel.requests()).isGreaterThan(served);
    awaitAnswers("ai-service");
  }

  @Test
  void anEmptiedCacheSendsTheReadsToTheDatabaseOncePerKeyAndPod() {
    var before = service("user-service");
    var mending = inject("cache-flush", Map.of("cache", "redis-cache"));
    soon().until(() -> loads(service("user-service")) > loads(before) + 20);
    // One read of the database for each load; more may be under way while they are counted.
    soon()
        .untilAsserted(() -> {
          var after = service("user-service");
          assertThat(reads(after) - reads(before))
              .isCloseTo(loads(after) - loads(before), within(5L));
        });
    awaitSome("cache_hit_ratio", "user-service", ratio -> ratio < 0.99);

    mendTwice(mending);
    twin.services().orElseThrow().service("user-service").orElseThrow().forgetLocal();
    var warm = service("user-service");
    soon().until(() -> sharedHits(service("user-service")) > sharedHits(warm) + 40);
    var again = service("user-service");
    assertThat(loads(again) - loads(warm)).isLessThan(sharedHits(again) - sharedHits(warm));
  }

  @Test
  void aLeakedPoolHasNothingLeftToLend() {
    var mending = inject("pool-leak", Map.of("service", "trip-service"));
    awaitAll("database_connection_pool", "trip-service", percent -> percent == 100);
    awaitSome("dependency_errors_exhausted_postgresql-server", "trip-service", rate -> rate > 0);
    assertThat(of("database_connection_pool", "user-service").values())
        .allMatch(percent -> percent < 100);
    mendTwice(mending);
    awaitAll("database_connection_pool", "trip-service", percent -> percent < 100);
    awaitAnswers("trip-service");
  }

  @Test
  void aRotatedSecretIsRefusedUntilAServiceReadsTheNewOne() {
    var mending = inject("secret-rotation", Map.of("server", "postgresql-server"));
    awaitSome("dependency_errors_unauthorized_postgresql-server", "trip-service", r -> r > 0);
    awaitSome("failed_requests", "trip-service", percent -> percent > 0);
    // A pod that starts reads the vault.
    kubernetes
        .apps()
        .deployments()
        .inNamespace("production")
        .withName("trip-service")
        .rolling()
        .restart();
    awaitAnswers("trip-service");
    awaitSome("failed_requests", "user-service", percent -> percent > 0);
    mendTwice(mending);
    awaitAnswers("user-service");
  }

  @Test
  void metricsThatAreMissingMakeTheAutoscalerBlind() {
    assertThat(of("requests_per_second", "user-service")).isNotEmpty();
    var mending = inject("metrics-missing", Map.of("service", "user-service"));
    assertThat(of("requests_per_second", "user-service")).isEmpty();
    assertThat(of("requests_per_second", "trip-service")).isNotEmpty();
    assertThat(kubernetes.top().pods().inNamespace("production").metrics().getItems())
        .noneMatch(pod -> pod.getMetadata().getName().startsWith("user-service"))
        .anyMatch(pod -> pod.getMetadata().getName().startsWith("trip-service"));
    mendTwice(mending);
    assertThat(of("requests_per_second", "user-service")).isNotEmpty();
  }

  @Test
  void trafficIsAMultipleOfTheDaysDemand() {
    var visitors = twin.load().orElseThrow();
    double demand = visitors.intendedRate() / visitors.multiplier();
    var mending = inject("traffic", Map.of("factor", "8"));
    assertThat(visitors.intendedRate() / demand).isBetween(7.9, 8.1);
    mendTwice(mending);
    assertThat(visitors.multiplier()).isEqualTo(BUSY);
    assertThatThrownBy(() -> inject("traffic", Map.of("factor", "11")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBlockedPathIsATimeoutAndADeadNameServiceUnresolved() {
    var policy = inject("network-policy", Map.of("service", "location-service"));
    awaitSome("dependency_errors_timeout_redis-cache", "location-service", rate -> rate > 0);
    mendTwice(policy);
    var names = inject("dns-dead", Map.of());
    awaitSome("dependency_errors_unresolved_redis-cache", "user-service", rate -> rate > 0);
    mendTwice(names);
    awaitAnswers("user-service");
  }

  @Test
  void whatTheBlueprintDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> inject("external-dead", Map.of("external", "nobody")))
        .hasMessage("there is no external system 'nobody'");
    assertThatThrownBy(() -> inject("pool-leak", Map.of("service", "nobody")))
        .hasMessage("there is no service 'nobody'");
    assertThatThrownBy(() -> inject("cache-flush", Map.of("cache", "nobody")))
        .hasMessage("there is no cache 'nobody'");
    assertThatThrownBy(() -> inject("secret-rotation", Map.of("server", "nobody")))
        .hasMessage("there is no database server 'nobody'");
  }

  private static Mending inject(String fault, Map<String, String> arguments) {
    return FaultCatalogue.named(fault)
        .orElseThrow()
        .injection()
        .inject(twin, new FaultArguments(arguments));
  }

  private static void mendTwice(Mending mending) {
    mending.mend();
    mending.mend();
  }

  private static void awaitSome(String metric, String service, DoublePredicate condition) {
    soon()
        .untilAsserted(() ->
            assertThat(of(metric, service).values())
                .as(metric)
                .anyMatch(value -> condition.test(value)));
  }

  private static void awaitAll(String metric, String service, DoublePredicate condition) {
    soon()
        .untilAsserted(() ->
            assertThat(of(metric, service).values())
                .as(metric)
                .isNotEmpty()
                .allMatch(value -> condition.test(value)));
  }

  /** Waits until a hundred requests in a row are answered, by the pods that there are then. */
  private static void awaitAnswers(String service) {
    var from = new AtomicReference<>(service(service));
    soon()
        .until(() -> {
          var now = service(service);
          if (now.failures() > from.get().failures()) {
            from.set(now);
          }
          return now.requests() >= from.get().requests() + 100;
        });
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(250));
  }

  /** A metric of the service's pods, as the API serves it. */
  private static Map<String, Double> of(String metric, String service) {
    var answer =
        kubernetes.raw(
            METRICS
                + "/namespaces/production/pods/*/"
                + metric
                + "?labelSelector=app%3D"
                + service);
    var values = new HashMap<String, Double>();
    JsonNode items = answer == null ? JSON.createArrayNode() : tree(answer).path("items");
    for (var item : items) {
      values.put(
          item.at("/describedObject/name").asText(),
          new Quantity(item.path("value").asText()).getNumericalAmount().doubleValue());
    }
    return values;
  }

  private static List<String> names() {
    return tree(kubernetes.raw(METRICS)).path("resources").findValuesAsText("name");
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static ServiceSnapshot service(String deployment) {
    return twin.load().orElseThrow().snapshot().services().stream()
        .filter(service -> service.service().equals(deployment))
        .findFirst()
        .orElseThrow();
  }

  private static long loads(ServiceSnapshot service) {
    return service.cache().total().loads();
  }

  private static long sharedHits(ServiceSnapshot service) {
    return service.cache().total().sharedHits();
  }

  private static long reads(ServiceSnapshot service) {
    return service.database().primaryReads() + service.database().replicaReads();
  }
}
