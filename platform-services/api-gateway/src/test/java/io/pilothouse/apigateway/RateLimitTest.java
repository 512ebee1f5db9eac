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
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GatewayExtension.class)
class RateLimitTest {

  private static final String USERS_SHARED = "gateway_rate_limit_shared\\{limit=\"user\"[^}]*} ";
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
    whileShared(() -> {
      var client = SharedGateway.newClient();
      var refused = askUntilRefused(100, n -> ask(n % 2 == 0 ? shared.gateway : other, client));
      assertThat(refused.body()).contains("too-many-requests");
      assertThat(Integer.parseInt(refused.headers().firstValue("retry-after").orElse("0")))
          .isBetween(1, 60);
      assertThat(refused.headers().firstValue("ratelimit-policy"))
          .contains("\"address\";q=100;w=60");
      assertThat(refused.headers().firstValue("ratelimit").orElse(""))
          .startsWith("\"address\";r=0;t=");
    });
    assertThat(ask(other, SharedGateway.newClient()).statusCode()).isNotEqualTo(429);
  }

  @Test
  void whatAClientWritesIntoForwardedForGivesItNoNewLimit() {
    whileShared(() -> {
      var client = SharedGateway.newClient();
      askUntilRefused(
          100,
          n -> {
            var forged =
                "1.2."
                    + n / 250
                    + "."
                    + n % 250
                    + ", garbage, "
                    + client
                    + ":"
                    + (1000 + n)
                    + ", 10.0.1.7";
            return ask(shared.gateway, forged);
          });
    });
  }

  @Test
  void whileRedisIsGoneEachInstanceCountsByItselfAndSaysSo() throws IOException {
    assertThat(ask(shared.gateway, SharedGateway.newClient()).statusCode()).isEqualTo(401);
    assertThat(shared.gateway.metrics()).containsPattern(SHARED + "1");
    shared.redis.kill();
    try {
      var client = SharedGateway.newClient();
      askUntilRefused(100, n -> ask(shared.gateway, client));
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
    var before = shared.issuer.token(shared.issuer.key(), claims -> claims.subject("before"));
    // While Redis was away this limit was counted by each instance, and is until it is asked again.
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(() -> {
          other.get("/api/trips", "Authorization", "Bearer " + before);
          assertThat(other.metrics()).containsPattern(USERS_SHARED + "1");
        });
    var token = shared.issuer.token(shared.issuer.key(), claims -> claims.subject("greedy"));
    askUntilRefused(
        30,
        n ->
            other.get(
                "/api/trips",
                "Authorization",
                "Bearer " + token,
                "X-Forwarded-For",
                SharedGateway.newClient()));
    assertThat(other.get("/api/trips", shared.signedIn()).statusCode()).isNotEqualTo(429);
  }

  @Test
  void probesAreNotCounted() throws IOException {
    for (int n = 0; n < 110; n++) {
      assertThat(shared.gateway.get("/livez").statusCode()).isEqualTo(200);
    }
  }

  /**
   * Counts with a client of its own. An instance whose question to Redis took too long counts by
   * itself for a while, as it should: such a count is not of two instances, and is made again.
   */
  private static void whileShared(ThrowingRunnable count) {
    await().atMost(Duration.ofSeconds(40)).untilAsserted(count);
  }

  /**
   * Asks until the limit of a minute refuses, and holds what passed against it. While it asks, the
   * limit gives back what time allows, however slow the machine.
   */
  private static HttpResponse<String> askUntilRefused(int limit, Request request)
      throws IOException {
    long began = System.nanoTime();
    for (int passed = 0; ; passed++) {
      var answer = request.send(passed);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (answer.statusCode() == 429) {
        assertThat(passed).isBetween(limit, limit + (int) Math.ceil(seconds * limit / 60));
        return answer;
      }
      assertThat(passed).as("passed in %s s", seconds).isLessThan(4 * limit);
    }
  }

  /** One of many requests. */
  @FunctionalInterface
  private interface Request {
    HttpResponse<String> send(int number) throws IOException;
  }

  /** Without a token: refused requests count too. */
  private static HttpResponse<String> ask(RunningGateway gateway, String forwardedFor)
      throws IOException {
    return gateway.get("/api/trips", "X-Forwarded-For", forwardedFor);
  }
}
