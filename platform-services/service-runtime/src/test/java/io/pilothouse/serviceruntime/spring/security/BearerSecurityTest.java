package io.pilothouse.serviceruntime.spring.security;

import static io.pilothouse.serviceruntime.spring.security.TestIssuer.claims;
import static io.pilothouse.serviceruntime.spring.security.TestIssuer.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a service with the runtime's defaults lets in, over HTTP, with a real issuer's keys. */
class BearerSecurityTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private TestIssuer issuer;
  private ServletWebServerApplicationContext service;

  @BeforeEach
  void start() throws IOException {
    issuer = new TestIssuer();
    service =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.SERVLET)
                .properties(
                    Map.of(
                        "server.port",
                        "0",
                        "spring.main.banner-mode",
                        "off",
                        "spring.autoconfigure.exclude",
                        DataSourceAutoConfiguration.class.getName(),
                        "pilothouse.security.issuer",
                        TestIssuer.ISSUER,
                        "pilothouse.security.jwk-set-uri",
                        issuer.keysAddress(),
                        "pilothouse.security.key-refresh-interval",
                        "60s"))
                .run();
  }

  @AfterEach
  void stop() {
    service.close();
    issuer.close();
    client.close();
  }

  @Test
  void letsInWhoBearsAGoodTokenAsFarAsItPermits() throws Exception {
    var token = issuer.token(claims().build());

    assertThat(get("/trips", Optional.of(token)).body()).isEqualTo("trips of user-1");
    assertThat(get("/admin", Optional.of(token)).statusCode()).isEqualTo(403);
    assertThat(
            get(
                    "/admin",
                    Optional.of(issuer.token(claims().claim("roles", List.of("admin")).build())))
                .statusCode())
        .isEqualTo(200);
    assertThat(get("/actuator/health", Optional.empty()).statusCode()).isEqualTo(200);
    assertThat(get("/actuator/prometheus", Optional.empty()).statusCode()).isEqualTo(401);
  }

  @Test
  void takesNoPermissionForARole() throws Exception {
    var token = issuer.token(claims().claim("permissions", List.of("ROLE_admin")).build());

    assertThat(get("/admin", Optional.of(token)).statusCode()).isEqualTo(403);
  }

  @Test
  void refusesWhatTheIssuerDidNotIssueForUs() throws Exception {
    var good = claims().build();
    var refused =
        Map.of(
            "forged", TestIssuer.signed(good, TestIssuer.newKey("key-1")),
            "expired", issuer.token(claims().expirationTime(in(Duration.ofMinutes(-2))).build()),
            "without an end", issuer.token(claims().expirationTime(null).build()),
            "not yet", issuer.token(claims().notBeforeTime(in(Duration.ofMinutes(5))).build()),
            "unsigned", TestIssuer.unsigned(good),
            "public key as a secret", issuer.confused(good),
            "other algorithm", issuer.otherAlgorithm(good),
            "other audience", issuer.token(claims().audience("other").build()),
            "other issuer", issuer.token(claims().issuer("https://evil.test").build()),
            "no token", "abc");

    refused.forEach((what, token) -> {
      var answer = get("/trips", Optional.of(token));
      assertThat(answer.statusCode()).as(what).isEqualTo(401);
      assertThat(answer.headers().firstValue("www-authenticate"))
          .as(what)
          .contains("Bearer error=\"invalid_token\"");
      assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
      assertThat(answer.body())
          .as(what)
          .contains("urn:pilothouse:problem:token-refused", "\"instance\":\"/trips\"")
          .doesNotContain("xception", "Jwt", "nimbus");
    });
    assertThat(get("/trips", Optional.empty()).statusCode()).isEqualTo(401);
  }

  @Test
  void acceptsANewKeyOfTheIssuerAtOnceAndAsksItSeldomForInventedOnes() throws Exception {
    assertThat(get("/trips", Optional.of(issuer.token(claims().build()))).statusCode())
        .isEqualTo(200);

    issuer.rotate("key-2");
    assertThat(get("/trips", Optional.of(issuer.token(claims().build()))).statusCode())
        .isEqualTo(200);
    assertThat(issuer.asked()).isEqualTo(2);

    var invented = TestIssuer.newKey("invented");
    for (int i = 0; i < 50; i++) {
      var forged = TestIssuer.signed(claims().jwtID("" + i).build(), invented);
      assertThat(get("/trips", Optional.of(forged)).statusCode()).isEqualTo(401);
    }
    assertThat(issuer.asked()).isLessThanOrEqualTo(3);
    assertThat(get("/trips", Optional.of(issuer.token(claims().build()))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void goesOnWithTheKeysItKnowsWhileTheIssuerIsDown() throws Exception {
    issuer.down(true);
    var early = get("/trips", Optional.of(issuer.token(claims().build())));
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(early.body()).contains("tokens-unchecked").doesNotContain("localhost");

    issuer.down(false);
    assertThat(get("/trips", Optional.of(issuer.token(claims().build()))).statusCode())
        .isEqualTo(200);
    issuer.down(true);
    var unknown = TestIssuer.signed(claims().build(), TestIssuer.newKey("other"));
    assertThat(get("/trips", Optional.of(unknown)).statusCode()).isEqualTo(401);
    assertThat(get("/trips", Optional.of(issuer.token(claims().build()))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void tellsNothingOfTheInsideWhenAServiceFails() throws Exception {
    var answer = get("/broken", Optional.of(issuer.token(claims().build())));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).contains("unforeseen").doesNotContain("secret detail");
    assertThat(get("/nowhere", Optional.of(issuer.token(claims().build()))).statusCode())
        .isEqualTo(404);
  }

  private HttpResponse<String> get(String path, Optional<String> token) {
    var request =
        HttpRequest.newBuilder(
            URI.create(
                "http://localhost:"
                    + service.getEnvironment().getRequiredProperty("local.server.port")
                    + path));
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A service that has nothing but the runtime. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Trips.class)
  static class Service {}

  /** Its resources. */
  @RestController
  static class Trips {
    @GetMapping("/trips")
    @PreAuthorize("hasAuthority('trip:read')")
    String trips(java.security.Principal caller) {
      return "trips of " + caller.getName();
    }

    @GetMapping("/admin")
    @PreAuthorize("hasRole('admin')")
    String admin() {
      return "admin";
    }

    @GetMapping("/broken")
    String broken() {
      throw new IllegalStateException("secret detail");
    }
  }
}
