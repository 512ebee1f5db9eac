package io.pilothouse.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@ExtendWith(GatewayExtension.class)
class HostileClientTest {

  private static final String ALL_HEADERS_END = "\r\n\r\n";

  private final SharedGateway shared;
  private final RunningGateway gateway;

  HostileClientTest(SharedGateway shared) {
    this.shared = shared;
    this.gateway = shared.gateway;
  }

  @Test
  void tenMegabytesOfHeadersAreRefusedWithoutBeingKept() throws Exception {
    long before = usedMemory();
    var chunk = "x".repeat(64 * 1024);
    var statuses = new ArrayList<java.util.concurrent.Future<Integer>>();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < 10; n++) {
        statuses.add(
            clients.submit(() -> {
              try (var connection = new RawConnection(gateway)) {
                connection.say("GET /api/trips HTTP/1.1\r\nHost: gateway\r\nX-Large: ");
                var writer =
                    Thread.startVirtualThread(() -> {
                      try {
                        for (int sent = 0; sent < 160; sent++) {
                          connection.say(chunk);
                        }
                      } catch (IOException e) {
                        // Refused: the gateway reads no more.
                      }
                    });
                int status = connection.status();
                connection.close();
                writer.join();
                return status;
              }
            }));
      }
    }
    for (var status : statuses) {
      assertThat(status.get()).isEqualTo(431);
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(usedMemory() - before).isLessThan(32 << 20));
    assertThat(gateway.get("/api/trips", shared.signedIn()).statusCode()).isEqualTo(200);
  }

  @Test
  void whoeverSendsHeadersByteByByteIsCutOffWhileOthersAreServed() throws IOException {
    var slow = new ArrayList<RawConnection>();
    try {
      for (int n = 0; n < 100; n++) {
        slow.add(new RawConnection(gateway).say("GET /api/trips HTTP/1.1\r\nHost: gate"));
      }
      assertThat(gateway.get("/api/trips", shared.signedIn()).statusCode()).isEqualTo(200);
      await()
          .pollInterval(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(15))
          .until(() -> slow.stream().allMatch(HostileClientTest::isCutAfterAnotherByte));
      assertThat(gateway.get("/api/trips", shared.signedIn()).statusCode()).isEqualTo(200);
    } finally {
      for (var connection : slow) {
        connection.close();
      }
    }
  }

  @Test
  void aBodyThatDribblesIsGivenUp() throws IOException {
    try (var connection = new RawConnection(gateway)) {
      connection.say(
          "POST /api/trips HTTP/1.1\r\nHost: gateway\r\nContent-Length: 900000\r\n" + caller());
      connection.socket().setSoTimeout(100);
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofSeconds(10))
          .until(() -> {
            try {
              connection.say("x");
              return connection.input().read() == 'H';
            } catch (SocketTimeoutException e) {
              return false;
            }
          });
      connection.socket().setSoTimeout(5_000);
      assertThat(connection.rest()).startsWith("TTP/1.1 408").contains("body-too-slow");
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws IOException {
    byte[] large = new byte[2 << 20];
    var declared =
        gateway.send(
            gateway
                .request("/api/trips")
                .headers(shared.signedIn())
                .POST(BodyPublishers.ofByteArray(large)));
    assertThat(declared.statusCode()).isEqualTo(413);
    try (var connection = new RawConnection(gateway)) {
      connection.say(
          "POST /api/trips HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n" + caller());
      var part = "10000\r\n" + "x".repeat(65536) + "\r\n";
      for (int n = 0; n < 17; n++) {
        connection.say(part);
      }
      assertThat(connection.status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5, 6",
        "Content-Length: +5",
        "Content-Length: 0x5",
        "Content-Length: -1",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding: \u000bchunked",
        "Host: other",
        "Bad Header: x",
        "X: a\u0000b"
      })
  void aRequestThatCouldBeReadTwoWaysIsRefusedAndEndsItsConnection(String headers)
      throws IOException {
    try (var connection = new RawConnection(gateway)) {
      connection.say(
          "POST /api/trips HTTP/1.1\r\nHost: gateway\r\n"
              + headers
              + "\r\n"
              + caller()
              + "0\r\n\r\nGET /api/trips/smuggled HTTP/1.1\r\nHost: gateway\r\n"
              + caller());
      assertThat(connection.status()).isIn(400, 501);
      assertThat(connection.rest()).doesNotContain("HTTP/1.1 200");
    }
    assertThat(shared.trips.arrivals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/trips/..;/trips/admin",
        "/api/trips;x=1/admin",
        "/api/trips/../trips/admin",
        "/api/trips/./admin",
        "/api/trips//admin",
        "/api/trips/%2e%2e/trips/admin",
        "/api/trips/..%2ftrips/admin",
        "/api/trips%2fadmin",
        "/api/trips/%5cadmin",
        "/api/trips/%252e%252e/admin",
        "/api/trips/%61dmin",
        "/api/trips/%00",
        "/api/trips/%0d%0aX:1",
        "/api/trips/%zz",
        "/api/trips/%7"
      })
  void aPathThatCouldBeReadTwoWaysIsRefused(String path) throws IOException {
    try (var connection = new RawConnection(gateway)) {
      connection.say("GET " + path + " HTTP/1.1\r\nHost: gateway\r\n" + caller());
      assertThat(connection.status()).isEqualTo(400);
    }
    assertThat(shared.trips.arrivals()).isEmpty();
  }

  @Test
  void noCallerWritesALineOfTheLog() throws IOException {
    var lines = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger("io.pilothouse.apigateway.access");
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    try {
      var token =
          shared.issuer.token(
              shared.issuer.key(), claims -> claims.subject("alice\nrequest status=200 route=x"));
      var answer =
          gateway.get(
              "/api/trips/=%22%ED%95%9C", // Signs and letters of other scripts.
              "Authorization",
              "Bearer " + token,
              "X-Forwarded-For",
              SharedGateway.newClient(),
              "X-Request-Id",
              "forged=1");
      assertThat(answer.statusCode()).isEqualTo(200);
      await().until(() -> !lines.list.isEmpty());
      var line = List.copyOf(lines.list).getLast().getFormattedMessage();
      assertThat(line)
          .doesNotContain("\n")
          .contains("subject=alice\\u000arequest\\u0020status\\u003d200\\u0020route\\u003dx")
          .doesNotContain("forged")
          .contains(" status=200 route=trip-service ");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }
  }

  @Test
  void webSocketsAreRefusedAndTheAnswerSaysWhatToUse() throws IOException {
    try (var connection = new RawConnection(gateway)) {
      connection.say(
          "GET /api/trips HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade, close\r\n"
              + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              + caller());
      assertThat(connection.rest()).startsWith("HTTP/1.1 501").contains("server-sent events");
    }
  }

  @Test
  void onlyPagesOfTheNamedOriginsMayCall() throws IOException {
    var allowed = preflight("https://app.example.com");
    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(allowed.headers().firstValue("access-control-allow-origin"))
        .contains("https://app.example.com");
    assertThat(allowed.headers().firstValue("access-control-allow-credentials")).contains("true");
    assertThat(preflight("https://evil.example").statusCode()).isEqualTo(403);
    assertThat(preflight("https://app.example.com.evil.example").statusCode()).isEqualTo(403);
    assertThat(preflight("null").statusCode()).isEqualTo(403);
    assertThat(shared.trips.arrivals()).isEmpty();
    var answer =
        gateway.send(
            gateway
                .request("/api/trips")
                .headers(shared.signedIn())
                .header("Origin", "https://app.example.com"));
    assertThat(answer.headers().allValues("access-control-allow-origin"))
        .containsExactly("https://app.example.com");
  }

  private java.net.http.HttpResponse<String> preflight(String origin) throws IOException {
    return gateway.send(
        gateway
            .request("/api/trips")
            .header("X-Forwarded-For", SharedGateway.newClient())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization")
            .method(
                "OPTIONS",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[0]))));
  }

  private String caller() {
    var headers = shared.signedIn();
    return "Authorization: " + headers[1] + "\r\nX-Forwarded-For: " + headers[3] + ALL_HEADERS_END;
  }

  private static boolean isCutAfterAnotherByte(RawConnection connection) {
    try {
      connection.say("w");
      connection.socket().setSoTimeout(1);
      return connection.input().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static long usedMemory() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
