package io.pilothouse.serviceruntime.spring.security;

import static io.pilothouse.serviceruntime.spring.security.TestIssuer.claims;
import static io.pilothouse.serviceruntime.spring.security.TestIssuer.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a service with the runtime's defaults lets in, over HTTP, with a real issuer's keys. */
class BearerSecurityTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static TestIssuer issuer;
  private static ServletWebServerApplicationContext service;

  @BeforeAll
  static void start() throws IOException {
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

  @AfterAll
  static void stop() {
    service.close();
    issuer.close();
    CLIENT.close();
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
  void answersWithServiceUnavailableWhenNoTokenCanBeChecked() {
    var response = new MockHttpServletResponse();
    var request = new MockHttpServletRequest("GET", "/trips");

    assertThatCode(() ->
            new BearerProblems()
                .commence(request, response, new AuthenticationServiceException("at localhost:1")))
        .doesNotThrowAnyException();

    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isNotNull();
    assertThat(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8))
        .contains("tokens-unchecked")
        .doesNotContain("localhost");
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
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
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
