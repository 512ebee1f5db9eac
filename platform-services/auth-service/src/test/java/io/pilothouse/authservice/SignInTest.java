package io.pilothouse.authservice;

import static io.pilothouse.authservice.RunningService.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.authservice.RunningService.Answer;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** A person signs in with a name and a password. */
@ExtendWith(OneService.class)
class SignInTest {
  private final RunningService service;
  private final String password = RunningService.newPassword();

  SignInTest(RunningService service) {
    this.service = service;
  }

  @Test
  void theTokenIsValidByThePublishedKeysAndSaysWhoMayWhat() {
    String user = service.user(password, "OPERATOR", "ADMINISTRATOR");
    Answer answer = service.signedIn(user, password);
    var decoder =
        NimbusJwtDecoder.withJwkSetUri(service.address("/oauth2/jwks").toString())
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .build();
    var lifetime = new JwtTimestampValidator();
    lifetime.setClock(service.clock()); // Other tests have set it ahead.
    decoder.setJwtValidator(lifetime);
    Jwt token = decoder.decode(answer.text("accessToken"));
    assertThat(token.getHeaders()).containsEntry("alg", "RS256").containsKey("kid");
    assertThat(token.getClaimAsString("iss")).isEqualTo(RunningService.ISSUER);
    assertThat(token.getAudience()).containsExactly("pilothouse");
    assertThat(token.getClaimAsStringList("roles")).containsExactly("ADMINISTRATOR", "OPERATOR");
    assertThat(token.getClaimAsStringList("permissions"))
        .contains("auth-service:manage-users", "auth-service:read-audit");
    assertThat(answer.json().path("expiresIn").asInt()).isBetween(890, 900);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void signInsAndRefusalsAreCounted() {
    String user = service.user(password);
    double signedInBefore = counted("signed-in");
    double refusedBefore = counted("sign-in-refused");

    service.signedIn(user, password);
    service.login(user, "another");

    assertThat(counted("signed-in")).isEqualTo(signedInBefore + 1);
    assertThat(counted("sign-in-refused")).isEqualTo(refusedBefore + 1);
  }

  private double counted(String event) {
    Answer answer =
        service.send(
            HttpRequest.newBuilder(service.management("/actuator/prometheus")).GET().build());
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith("business_audit_events_total{"))
        .filter(line -> line.contains("event=\"" + event + "\""))
        .filter(line -> line.contains("service=\"auth-service\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void aNameIsTheSameInWhateverCaseItIsTyped() {
    String user = service.user(password);
    assertThat(service.login("  " + user.toUpperCase(java.util.Locale.ROOT), password).status())
        .isEqualTo(200);
  }

  @Test
  void verifySaysWhatAValidTokenSaysAndSignOutEndsIt() {
    String user = service.user(password, "OPERATOR");
    String token = service.signedIn(user, password).text("accessToken");
    Answer verified = service.get("/api/auth/verify", bearer(token));
    assertThat(verified.status()).isEqualTo(200);
    assertThat(verified.text("userName")).isEqualTo(user);
    assertThat(
            service.post("/api/auth/logout", java.util.Map.of("refreshToken", "unknown")).status())
        .isEqualTo(204);
    assertThat(service.send("POST", "/api/auth/logout", "", bearer(token)).status()).isEqualTo(204);
    assertThat(service.get("/api/auth/verify", bearer(token)).status()).isEqualTo(401);
  }

  @Test
  void theKeySetMayBeKeptForAWhileAndHoldsNoPrivateKey() {
    Answer answer = service.get("/oauth2/jwks");
    assertThat(answer.headers().allValues("Cache-Control"))
        .isEqualTo(List.of("max-age=300, public"));
    assertThat(answer.json().path("keys").get(0).propertyNames())
        .contains("kid", "n", "e")
        .doesNotContain("d", "p", "q", "dp", "dq", "qi");
  }
}
