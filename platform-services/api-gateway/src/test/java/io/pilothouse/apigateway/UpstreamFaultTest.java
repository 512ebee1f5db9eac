package io.pilothouse.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GatewayExtension.class)
class UpstreamFaultTest {

  private final SharedGateway shared;
  private final RunningGateway gateway;

  UpstreamFaultTest(SharedGateway shared) {
    this.shared = shared;
    this.gateway = shared.gateway;
  }

  @Test
  void aServiceThatIsNotThereIsABadGateway() throws IOException {
    problem(gateway.get("/api/dead", shared.signedIn()), 502, "service-unreachable");
  }

  @Test
  void aServiceThatIsTooSlowIsATimeOutAndOthersAreServedMeanwhile() throws Exception {
    var release = new CountDownLatch(1);
    shared.trips.behave(exchange -> {
      if (exchange.getRequestURI().getPath().equals("/trips/slow")) {
        awaitQuietly(release);
      }
      UpstreamService.reply(exchange, 200, "late");
    });
    long began = System.nanoTime();
    var slow = gateway.send(gateway.request("/api/trips/slow").headers(shared.signedIn()));
    release.countDown();
    problem(slow, 504, "service-too-slow");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
    assertThat(gateway.get("/api/trips", shared.signedIn()).statusCode()).isEqualTo(200);
  }

  @Test
  void onlyWhatHasNoEffectIsSentAgainAfterAServiceHungUp() throws IOException {
    shared.raw.says("");
    problem(gateway.get("/api/raw", shared.signedIn()), 502, "service-hung-up");
    assertThat(shared.raw.requests()).isEqualTo(2);

    shared.raw.says("");
    var post =
        gateway.send(
            gateway
                .request("/api/raw")
                .headers(shared.signedIn())
                .POST(BodyPublishers.ofString("pay")));
    problem(post, 502, "service-hung-up");
    assertThat(shared.raw.requests()).isEqualTo(1);
  }

  @Test
  void whatIsNoAnswerIsABadGateway() throws IOException {
    shared.raw.says("SSH-2.0-OpenSSH\r\n\r\n");
    assertThat(gateway.get("/api/raw", shared.signedIn()).statusCode()).isEqualTo(502);
  }

  @Test
  void anAnswerThatBreaksOffIsBrokenOffForTheClientToo() {
    shared.raw.says("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nonly this");
    assertThatThrownBy(() -> gateway.get("/api/raw", shared.signedIn()))
        .isInstanceOf(IOException.class);
    shared.raw.says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    assertThatThrownBy(() -> gateway.get("/api/raw", shared.signedIn()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFailingServiceIsLeftAloneAndThenAskedAgainWhileAnotherRouteToItGoesOn() throws IOException {
    shared.trips.behave(exchange ->
        UpstreamService.reply(
            exchange, exchange.getRequestURI().getPath().startsWith("/failing") ? 500 : 200, "x"));
    for (int n = 0; n < 20; n++) {
      assertThat(gateway.get("/api/failing", shared.signedIn()).statusCode()).isEqualTo(500);
    }
    int asked = shared.trips.arrivals().size();
    var open = gateway.get("/api/failing", shared.signedIn());
    problem(open, 503, "service-failing");
    assertThat(open.headers().firstValue("retry-after")).isPresent();
    assertThat(shared.trips.arrivals()).hasSize(asked);
    assertThat(gateway.metrics())
        .containsPattern("circuit_breaker_open\\{[^}]*target=\"failing\"[^}]*} 1\\.0");
    assertThat(gateway.get("/api/trips", shared.signedIn()).statusCode()).isEqualTo(200);

    shared.trips.behave(UpstreamService.HELLO);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(gateway.get("/api/failing", shared.signedIn()).statusCode()).isEqualTo(200));
  }

  private static void problem(HttpResponse<String> answer, int status, String kind) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"type\":\"urn:pilothouse:problem:" + kind + "\"")
        .doesNotContain("Exception", "127.0.0.1:");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(15, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never released");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
