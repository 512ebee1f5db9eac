package io.pilothouse.serviceruntime.spring.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.pilothouse.serviceruntime.cache.RedisProcess;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.cache.SharedTierHealth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a running service shows of itself, over HTTP, with a real Redis and a real payments API. */
@ExtendWith(OutputCaptureExtension.class)
class ServiceObservabilityTest {

  private static final String OWN = "service=\"trip-service\",system=\"tripgen-prod\"";
  private static final AtomicInteger STATUS = new AtomicInteger(200);
  private static final List<String> TRACES = new CopyOnWriteArrayList<>();

  private static ClientResources resources;
  private static RedisProcess redis;
  private static HttpServer payments;
  private static RunningService service;

  @BeforeAll
  static void start() throws IOException {
    resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    redis = new RedisProcess(resources);
    redis.start();
    payments = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    payments.createContext(
        "/api/charges/7",
        exchange -> {
          TRACES.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
          byte[] body = "charged".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(STATUS.get(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    payments.start();
    service =
        new RunningService(
            "pilothouse.cache.redis-url=" + redis.uri().toURI(),
            "pilothouse.cache.command-timeout=200ms",
            "pilothouse.cache.retry-after=200ms",
            "pilothouse.readiness.period=50ms",
            "pilothouse.external.payments.failure-rate=0.5",
            "pilothouse.external.payments.open-for=200ms",
            "pilothouse.external.payments.url=http://127.0.0.1:"
                + payments.getAddress().getPort()
                + "/api");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    payments.stop(0);
    redis.close();
    resources.shutdown(0, 1, TimeUnit.SECONDS).get();
  }

  @Test
  void publishesItsFiguresUnderTheNamesThatDashboardsRead() {
    await()
        .until(() -> {
          service.get("/trips/7");
          service.get("/broken");
          return positive("failed_requests{" + OWN + "}");
        });

    await().until(() -> positive("requests_per_second{" + OWN + "}"));
    await().until(() -> positive("avg_response_time{" + OWN + "}"));
    await().until(() -> positive("active_connections{" + OWN + "}"));
    assertThat(service.metric("queue_length{" + OWN + "}")).isEqualTo("0.0");
    await()
        .until(() -> {
          service.get("/trips/7");
          return positive("cache_hit_ratio{pattern=\"trips\"," + OWN + "}")
              && positive("cache_hit_ratio{pattern=\"all\"," + OWN + "}")
              && positive("cache_hit_ratio_local{" + OWN + "}");
        });
    await().until(() -> positive("business_trips_shown_total{kind=\"plain\"," + OWN + "}"));
    assertThat(service.metric("circuit_breaker_open{" + OWN + ",target=\"payments\"}"))
        .isNotEmpty();
  }

  @Test
  void passesItsTraceOnAndGivesTheRequestIdBack() {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    await()
        .until(() ->
            service
                    .get(
                        "/pay",
                        "traceparent",
                        "00-" + trace + "-00f067aa0ba902b7-01",
                        "X-Request-Id",
                        "order-7")
                    .statusCode()
                == 200);

    assertThat(TRACES.getLast())
        .startsWith("00-" + trace + "-")
        .endsWith("-01")
        .doesNotContain("00f067aa0ba902b7");
    assertThat(
            service.get("/trips/1", "X-Request-Id", "order-7").headers().firstValue("X-Request-Id"))
        .contains("order-7");
    assertThat(service.get("/trips/1", "X-Request-Id", "a b").headers().firstValue("X-Request-Id"))
        .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f-]{36}"));
  }

  @Test
  void showsAnOpenBreakerUntilTheSystemIsBack() {
    STATUS.set(500);
    try {
      await()
          .until(() -> {
            service.get("/pay");
            return service
                .metric("circuit_breaker_open{" + OWN + ",target=\"payments\"}")
                .equals("1.0");
          });
    } finally {
      STATUS.set(200);
    }
    await()
        .until(() -> {
          service.get("/pay");
          return service
              .metric("circuit_breaker_open{" + OWN + ",target=\"payments\"}")
              .equals("0.0");
        });
    assertThat(service.manage("/actuator/prometheus").body())
        .contains("dependency_errors{kind=\"other\"," + OWN + ",target=\"payments\"}");
  }

  @Test
  void logsOneLineOfJsonWhateverACallerSends(CapturedOutput output) {
    var forged = "x\r\n{\"log.level\":\"INFO\",\"message\":\"all is well\"}\u001b[2J";
    service.get(
        "/log?value=" + URLEncoder.encode(forged, StandardCharsets.UTF_8), "X-Request-Id", "log-1");

    await().until(() -> output.getOut().contains("asked for value="));
    assertThat(output.getOut().lines().filter(line -> line.contains("all is well")))
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .startsWith("{")
                .endsWith("}")
                .contains("log-1", "traceId", "trip-service", "x\\r\\n{")
                .doesNotContain("\u001b"));
  }

  @Test
  void aLostRedisMakesItNeitherDeadNorUnready() {
    redis.pause();
    try {
      await()
          .until(() -> {
            assertThat(service.get("/trips/" + System.nanoTime()).statusCode()).isEqualTo(200);
            return service.bean(SharedTier.class).health().state() != SharedTierHealth.State.USED;
          });
      assertThat(service.manage("/actuator/health/liveness").statusCode()).isEqualTo(200);
      await().until(() -> service.manage("/actuator/health/readiness").statusCode() == 200);
      await()
          .until(() ->
              service.manage("/actuator/prometheus").body().contains("target=\"redis-cache\""));
    } finally {
      redis.resume();
    }
    await()
        .until(() -> {
          service.get("/trips/" + System.nanoTime());
          return service.bean(SharedTier.class).health().state() == SharedTierHealth.State.USED;
        });
  }

  @Test
  void withoutItsDatabaseItIsUnreadyButAlive() {
    await().until(() -> service.manage("/actuator/health/readiness").statusCode() == 200);
    service.databaseWorks().set(false);
    try {
      await().until(() -> service.manage("/actuator/health/readiness").statusCode() == 503);
      assertThat(service.manage("/actuator/health/liveness").statusCode()).isEqualTo(200);
    } finally {
      service.databaseWorks().set(true);
    }
    await().until(() -> service.manage("/actuator/health/readiness").statusCode() == 200);
  }

  private static boolean positive(String series) {
    var value = service.metric(series);
    return !value.isEmpty() && Double.parseDouble(value) > 0;
  }
}
