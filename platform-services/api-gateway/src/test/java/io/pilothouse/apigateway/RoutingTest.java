package io.pilothouse.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutingTest {

  private static TokenIssuer issuer;
  private static UpstreamService trips;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    issuer = new TokenIssuer();
    trips = new UpstreamService();
    gateway =
        new RunningGateway(
            Map.of(
                "pilothouse.security.issuer", issuer.issuer(),
                "pilothouse.gateway.routes[0].id", "trip-service",
                "pilothouse.gateway.routes[0].path", "/api/trips",
                "pilothouse.gateway.routes[0].target", trips.address().toString(),
                "pilothouse.gateway.routes[0].strip", "1"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    trips.close();
    issuer.close();
  }

  @BeforeEach
  void forget() {
    trips.forget();
  }

  @Test
  void aSignedInRequestReachesItsServiceAndTheAnswerComesBack() throws IOException {
    var answer = gateway.get("/api/trips/7?a=1&b=%ED%95%9C", bearer());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("hello");
    assertThat(trips.last().target()).isEqualTo("/trips/7?a=1&b=%ED%95%9C");
  }

  @Test
  void withoutATokenNothingReachesAService() throws IOException {
    assertThat(gateway.get("/api/trips/7").statusCode()).isEqualTo(401);
    assertThat(trips.arrivals()).isEmpty();
  }

  @Test
  void aFormsBodyGoesThroughAsItIs() throws IOException {
    var answer =
        gateway.send(
            gateway
                .request("/api/trips?x=1")
                .headers(bearer())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("z=1&a=2&a=3")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(trips.last().body()).isEqualTo("z=1&a=2&a=3");
    assertThat(trips.last().target()).isEqualTo("/trips?x=1");
  }

  private static String[] bearer() {
    return new String[] {"Authorization", "Bearer " + issuer.token()};
  }
}
