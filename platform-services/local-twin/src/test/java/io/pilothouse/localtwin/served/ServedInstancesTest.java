package io.pilothouse.localtwin.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.TwinException;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.localtwin.control.ControlServer;
import io.pilothouse.localtwin.control.TwinControl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that answers over HTTP as a service does, beside a running twin. */
class ServedInstancesTest {
  private static final String SERVICE = "application";
  private static final String FIGURES = "cache_hit_ratio 0.424\nrequests_per_second 1\n";

  @TempDir private static Path folder;
  private static LocalTwin twin;
  private static ControlServer control;
  private static HttpServer process;
  private static KubernetesClient kubernetes;
  private static final AtomicInteger READS = new AtomicInteger();

  @BeforeAll
  static void start() throws IOException {
    twin =
        LocalTwin.start(
            ShippedSystems.load("phonebill-dev").orElseThrow(),
            TwinOptions.ofThisProcess().below(folder));
    twin.load().orElseThrow().multiplier(5);
    kubernetes =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Path.of(twin.endpoints().kubeconfig()).toFile()))
            .build();
    control = ControlServer.open(twin, Clock.systemUTC());
    process = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    process.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    process.createContext(
        "/",
        exchange -> {
          boolean asksFigures = exchange.getRequestURI().getPath().startsWith("/actuator");
          boolean makes = exchange.getRequestMethod().equals("POST");
          if (!asksFigures && !makes) {
            READS.incrementAndGet();
          }
          byte[] body =
              (asksFigures ? FIGURES : "{\"id\":\"7\",\"items\":[]}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(makes ? 201 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    process.start();
  }

  @AfterAll
  static void stop() {
    kubernetes.close();
    control.close();
    twin.close();
    process.stop(0);
  }

  @Test
  void takesTheRequestsOfAPodAndItsFiguresAreThePods() {
    String url = "http://127.0.0.1:" + process.getAddress().getPort();
    try (var serving = new TwinControl(control.address(), "serve-test")) {
      serving.attach(SERVICE, url, url, Optional.empty());
      assertThat(serving.instances()).containsEntry(SERVICE, url);
      assertThatThrownBy(() -> serving.attach(SERVICE, url, url, Optional.empty()))
          .isInstanceOf(TwinException.class)
          .hasMessageContaining("already");
      await().atMost(Duration.ofSeconds(20)).until(() -> READS.get() > 5);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(hitRatio()).contains(0.424));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(hitRatio()).isNotEqualTo(Optional.of(0.424)));
  }

  @Test
  void isToldWithWhatItConnects() {
    try (var serving = new TwinControl(control.address(), "serve-wiring")) {
      var wiring = serving.wiring(SERVICE);
      assertThat(wiring)
          .containsEntry("pilothouse.component", SERVICE)
          .containsKeys(
              "pilothouse.database.primary.url",
              "pilothouse.database.primary.password",
              "pilothouse.cache.redis-url");
      assertThatThrownBy(() -> serving.wiring("nobody"))
          .hasMessageContaining("no service 'nobody'");
      assertThat(serving.wiring("auth-service")).containsKey("pilothouse.database.primary.url");
    }
  }

  @Test
  void oneThatIsNotHeardOfLosesItsPod() {
    var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    try (var instances = new ServedInstances(twin, now::get)) {
      instances.attach(
          new ServedInstance(
              "auth-service",
              "dead",
              "http://127.0.0.1:1",
              "http://127.0.0.1:1",
              Optional.empty()));
      instances.expire();
      assertThat(instances.list()).hasSize(1);
      now.set(now.get().plus(ServedInstances.LEASE).plusMillis(1));
      instances.expire();
      assertThat(instances.list()).isEmpty();
    }
  }

  /** Of the only pod of the service, as the custom metrics API tells it. */
  private static Optional<Double> hitRatio() throws IOException {
    var answer =
        kubernetes.raw(
            "/apis/custom.metrics.k8s.io/v1beta2/namespaces/%s/pods/*/cache_hit_ratio?labelSelector=app%%3D%s"
                .formatted(twin.blueprint().cluster().namespace(), SERVICE));
    return new ObjectMapper()
        .readTree(answer == null ? "{}" : answer).path("items").findValuesAsText("value").stream()
            .map(value -> new Quantity(value).getNumericalAmount().doubleValue())
            .findFirst();
  }
}
