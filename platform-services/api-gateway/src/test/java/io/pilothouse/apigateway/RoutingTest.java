package io.pilothouse.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GatewayExtension.class)
class RoutingTest {

  private final SharedGateway shared;
  private final RunningGateway gateway;
  private final UpstreamService trips;

  RoutingTest(SharedGateway shared) {
    this.shared = shared;
    this.gateway = shared.gateway;
    this.trips = shared.trips;
  }

  @Test
  void aSignedInRequestReachesItsServiceAndTheAnswerComesBack() throws IOException {
    var answer = gateway.get("/api/trips/7?a=1&b=%ED%95%9C&a=%2F", shared.signedIn());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("hello");
    assertThat(trips.last().target()).isEqualTo("/trips/7?a=1&b=%ED%95%9C&a=%2F");
  }

  @Test
  void aPublicPathNeedsNoToken() throws IOException {
    var answer =
        gateway.send(
            gateway
                .request("/api/auth/login")
                .header("X-Forwarded-For", SharedGateway.newClient())
                .POST(BodyPublishers.ofString("{}")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(trips.last().target()).isEqualTo("/auth/login");
  }

  @Test
  void aFormsBodyGoesThroughAsItIs() throws IOException {
    for (var method : new String[] {"POST", "PUT"}) {
      var answer =
          gateway.send(
              gateway
                  .request("/api/trips?x=1")
                  .headers(shared.signedIn())
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .method(method, BodyPublishers.ofString("z=1&a=2&a=3")));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(trips.last().body()).isEqualTo("z=1&a=2&a=3");
      assertThat(trips.last().target()).isEqualTo("/trips?x=1");
    }
  }

  @Test
  void aPathThatNobodyTakesIsNotFoundAndToldInTheSameForm() throws IOException {
    var answer = gateway.get("/api/nobody", shared.signedIn());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  @Test
  void onlyWhatTheGatewaySaysOfTheCallerReachesTheService() throws IOException {
    var request =
        gateway
            .request("/api/trips")
            .header("Authorization", "Bearer " + shared.issuer.token())
            .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
            .header("Forwarded", "for=6.6.6.6")
            .header("X-Real-IP", "6.6.6.6")
            .header("X-Internal-User", "root")
            .header("X-HTTP-Method-Override", "DELETE")
            .header("Proxy", "http://evil.example")
            .header("TE", "trailers")
            .header("Keep-Alive", "timeout=5")
            .header("Accept", "application/json");
    assertThat(gateway.send(request).statusCode()).isEqualTo(200);
    var arrived = trips.last();
    assertThat(arrived.header("X-forwarded-for")).isEqualTo("203.0.113.9, 127.0.0.1");
    assertThat(arrived.header("Accept")).isEqualTo("application/json");
    assertThat(arrived.headers().keySet())
        .doesNotContain(
            "Forwarded", "X-real-ip", "X-internal-user", "X-http-method-override", "Proxy", "Te");
    assertThat(arrived.header("Authorization")).startsWith("Bearer ");
  }

  @Test
  void whatAServiceTellsOfTheInsideStaysInside() throws IOException {
    trips.behave(exchange -> {
      var headers = exchange.getResponseHeaders();
      headers.set("Server", "Tomcat/1");
      headers.set("X-Powered-By", "PHP");
      headers.set("X-Internal-Pod", "trip-7");
      headers.set("X-Frame-Options", "ALLOWALL");
      headers.set("Access-Control-Allow-Origin", "*");
      headers.set("Location", trips.address() + "/trips/8");
      UpstreamService.reply(exchange, 201, "made");
    });
    var answer = gateway.get("/api/trips", shared.signedIn());
    assertThat(answer.headers().map().keySet())
        .doesNotContain("server", "x-powered-by", "x-internal-pod", "access-control-allow-origin");
    assertThat(answer.headers().allValues("x-frame-options")).containsExactly("DENY");
    assertThat(answer.headers().allValues("x-content-type-options")).containsExactly("nosniff");
    assertThat(answer.headers().firstValue("content-security-policy")).isPresent();
    assertThat(answer.headers().firstValue("location")).contains("/api/trips/8");
  }

  @Test
  void transportSecurityIsDemandedWhereTheClientCameOverTls() throws IOException {
    var plain = gateway.get("/api/trips", shared.signedIn());
    assertThat(plain.headers().firstValue("strict-transport-security")).isEmpty();
    var request = gateway.request("/api/trips").headers(shared.signedIn());
    var secure = gateway.send(request.header("X-Forwarded-Proto", "https"));
    assertThat(secure.headers().firstValue("strict-transport-security")).isPresent();
    assertThat(trips.last().header("X-forwarded-proto")).isEqualTo("https");
  }

  @Test
  void aWellFormedRequestIdIsKeptAndAnyOtherReplaced() throws IOException {
    var request = gateway.request("/api/trips").headers(shared.signedIn());
    var kept = gateway.send(request.header("X-Request-Id", "order-12345678"));
    assertThat(kept.headers().firstValue("x-request-id")).contains("order-12345678");
    assertThat(trips.last().header("X-request-id")).isEqualTo("order-12345678");

    request = gateway.request("/api/trips").headers(shared.signedIn());
    var replaced = gateway.send(request.header("X-Request-Id", "a b=\"<script>\""));
    var id = replaced.headers().firstValue("x-request-id").orElse("");
    assertThat(id).matches("[0-9a-f-]{36}").isEqualTo(trips.last().header("X-request-id"));
  }

  @Test
  void aTraceGoesOnWithAStepOfTheGatewaysOwn() throws IOException {
    var trace = "0af7651916cd43dd8448eb211c80319c";
    var request = gateway.request("/api/trips").headers(shared.signedIn());
    gateway.send(
        request
            .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
            .header("tracestate", "vendor=1"));
    assertThat(trips.last().header("Traceparent"))
        .matches("00-" + trace + "-(?!b7ad6b7169203331)[0-9a-f]{16}-01");
    assertThat(trips.last().header("Tracestate")).isEqualTo("vendor=1");

    request = gateway.request("/api/trips").headers(shared.signedIn());
    gateway.send(request.header("traceparent", "00-zz-1-01").header("tracestate", "vendor=1"));
    assertThat(trips.last().header("Traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    assertThat(trips.last().header("Tracestate")).isEmpty();
  }

  @Test
  void partsOfAnAnswerArePassedOnWhenTheyCome() throws Exception {
    var firstSeen = new CountDownLatch(1);
    trips.behave(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      write(exchange, "first\n");
      if (await(firstSeen)) {
        write(exchange, "second\n");
      }
    });
    try (var socket = gateway.connect()) {
      var headers = shared.signedIn();
      write(
          socket,
          "GET /api/trips HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nAuthorization: "
              + headers[1]
              + "\r\nX-Forwarded-For: "
              + headers[3]
              + "\r\n\r\n");
      var heard = new StringBuilder();
      while (heard.indexOf("first") < 0) {
        heard.append((char) socket.getInputStream().read());
      }
      firstSeen.countDown();
      heard.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertThat(heard).contains("second").contains("Transfer-Encoding: chunked");
    }
  }

  @Test
  void anAnswerToHeadSaysItsLengthAndAnUnchangedOneHasNoBody() throws IOException {
    trips.behave(exchange -> {
      exchange.getResponseHeaders().set("ETag", "\"1\"");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", "12345");
        exchange.sendResponseHeaders(200, -1);
      } else {
        exchange.sendResponseHeaders(304, -1);
      }
    });
    var head =
        gateway.send(
            gateway
                .request("/api/trips")
                .headers(shared.signedIn())
                .method("HEAD", BodyPublishers.noBody()));
    assertThat(head.headers().firstValue("content-length")).contains("12345");
    var unchanged =
        gateway.send(
            gateway
                .request("/api/trips")
                .headers(shared.signedIn())
                .header("If-None-Match", "\"1\""));
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
  }

  @Test
  void probesAreAnsweredByTheGatewayAndManagementIsNotReachedFromOutside() throws IOException {
    assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(gateway.get("/livez").statusCode()).isEqualTo(200);
    assertThat(gateway.get("/actuator/prometheus").statusCode()).isEqualTo(401);
    assertThat(gateway.get("/actuator/health", shared.signedIn()).statusCode()).isEqualTo(404);
    assertThat(gateway.metrics()).contains("gateway_requests_seconds_count");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void write(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private static void write(java.net.Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
