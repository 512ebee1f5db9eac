package io.pilothouse.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GatewayExtension.class)
class RateLimitTest {

  private static final String SHARED = "gateway_rate_limit_shared\\{limit=\"address\"[^}]*} ";

  private static RunningGateway other;

  private final SharedGateway shared;

  RateLimitTest(SharedGateway shared) {
    this.shared = shared;
  }

  @BeforeAll
  static void startAnother(SharedGateway shared) throws IOException {
    var properties = new HashMap<>(shared.properties());
    properties.put("pilothouse.gateway.rate-limit.user-requests", "30");
    other = new RunningGateway(properties);
  }

  /** In the middle of a request, which must not be lost. */
  @AfterAll
  static void aGatewayThatLeavesEndsWhatItHasBegun(SharedGateway shared) throws Exception {
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    shared.trips.behave(exchange -> {
      begun.countDown();
      try {
        if (release.await(20, TimeUnit.SECONDS)) {
          UpstreamService.reply(exchange, 200, "whole");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var request = other.request("/api/trips").headers(shared.signedIn());
      var answer = threads.submit(() -> other.send(request));
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      var leaving = threads.submit(() -> other.context().close());
      await().atMost(Duration.ofSeconds(10)).until(() -> !other.takesConnections());
      release.countDown();
      assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("whole");
      leaving.get(20, TimeUnit.SECONDS);
    }
    other.close();
  }

  @Test
  void twoInstancesCountTogether() throws IOException {
    var client = SharedGateway.newClient();
    int passed = 0;
    for (int n = 0; n < 104; n++) {
      passed += ask(n % 2 == 0 ? shared.gateway : other, client).statusCode() == 429 ? 0 : 1;
    }
    assertThat(passed).isEqualTo(100);
    var refused = ask(other, client);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("too-many-requests");
    assertThat(Integer.parseInt(refused.headers().firstValue("retry-after").orElse("0")))
        .isBetween(1, 60);
    assertThat(refused.headers().firstValue("ratelimit-policy")).contains("\"address\";q=100;w=60");
    assertThat(refused.headers().firstValue("ratelimit").orElse(""))
        .startsWith("\"address\";r=0;t=");
    assertThat(ask(other, SharedGateway.newClient()).statusCode()).isNotEqualTo(429);
  }

  @Test
  void whatAClientWritesIntoForwardedForGivesItNoNewLimit() throws IOException {
    var client = SharedGateway.newClient();
    int refused = 0;
    for (int n = 0; n < 102; n++) {
      var forged = "1.2.3." + n + ", garbage, " + client + ":" + (1000 + n) + ", 10.0.1.7";
      refused += ask(shared.gateway, forged).statusCode() == 429 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(2);
  }

  @Test
  void whileRedisIsGoneEachInstanceCountsByItselfAndSaysSo() throws IOException {
    assertThat(ask(shared.gateway, SharedGateway.newClient()).statusCode()).isEqualTo(401);
    assertThat(shared.gateway.metrics()).containsPattern(SHARED + "1");
    shared.redis.kill();
    try {
      var client = SharedGateway.newClient();
      int refused = 0;
      for (int n = 0; n < 103; n++) {
        refused += ask(shared.gateway, client).statusCode() == 429 ? 1 : 0;
      }
      assertThat(refused).isEqualTo(3);
      assertThat(shared.gateway.metrics())
          .containsPattern(SHARED + "0")
          .containsPattern("gateway_rate_limit_total\\{counted=\"local\",decision=\"refused\"");
    } finally {
      shared.redis.startAgain();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(() -> {
          ask(shared.gateway, SharedGateway.newClient());
          ask(other, SharedGateway.newClient());
          assertThat(shared.gateway.metrics()).containsPattern(SHARED + "1");
          assertThat(other.metrics()).containsPattern(SHARED + "1");
        });
  }

  @Test
  void aUsersLimitHoldsWhereverTheUserComesFrom() throws IOException {
    var token = shared.issuer.token(shared.issuer.key(), claims -> claims.subject("greedy"));
    int refused = 0;
    for (int n = 0; n < 33; n++) {
      var answer =
          other.get(
              "/api/trips",
              "Authorization",
              "Bearer " + token,
              "X-Forwarded-For",
              SharedGateway.newClient());
      refused += answer.statusCode() == 429 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(3);
    assertThat(other.get("/api/trips", shared.signedIn()).statusCode()).isNotEqualTo(429);
  }

  @Test
  void probesAreNotCounted() throws IOException {
    for (int n = 0; n < 110; n++) {
      assertThat(shared.gateway.get("/livez").statusCode()).isEqualTo(200);
    }
  }

  /** Without a token: refused requests count too. */
  private static HttpResponse<String> ask(RunningGateway gateway, String forwardedFor)
      throws IOException {
    return gateway.get("/api/trips", "X-Forwarded-For", forwardedFor);
  }
}
