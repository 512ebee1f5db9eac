package io.pilothouse.authservice;

import static io.pilothouse.authservice.RunningService.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.authservice.key.KeyRotation;
import io.pilothouse.authservice.key.KeySealing;
import io.pilothouse.authservice.key.SigningKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys change while two instances sign and check on one database. */
@ExtendWith(OneService.class)
class KeyRotationTest {
  private final OneService.Estate estate;
  private final RunningService service;
  private final String password = RunningService.newPassword();

  KeyRotationTest(OneService.Estate estate) {
    this.estate = estate;
    this.service = estate.service();
  }

  private static String keyId(String token) {
    String header =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.")[0]),
            java.nio.charset.StandardCharsets.UTF_8);
    return RunningService.JSON.readTree(header).path("kid").asString();
  }

  private static List<String> published(RunningService instance) {
    List<String> ids = new ArrayList<>();
    instance
        .get("/oauth2/jwks")
        .json()
        .path("keys")
        .forEach(key -> ids.add(key.path("kid").asString()));
    return ids;
  }

  @Test
  void twoInstancesAgreeAndARotationInMidFlightFailsNoRequest() throws Exception {
    try (var second =
        new RunningService(
            estate.database(), estate.keyEncryptionKey(), service.clock(), Map.of())) {
      String user = service.user(password, "OPERATOR");
      String before = service.signedIn(user, password).text("accessToken");
      assertThat(second.get("/api/auth/verify", bearer(before)).status()).isEqualTo(200);
      assertThat(published(second)).isEqualTo(published(service));

      var done = new AtomicBoolean();
      var first = second.signedIn(user, password).text("refreshToken");
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<List<Integer>> traffic =
            threads.submit(() -> {
              List<Integer> answers = new ArrayList<>();
              String refresh = first;
              RunningService instance = service;
              do {
                var answer = instance.refresh(refresh);
                answers.add(answer.status());
                refresh = answer.text("refreshToken");
                instance = instance == service ? second : service;
                answers.add(
                    instance.get("/api/auth/verify", bearer(answer.text("accessToken"))).status());
              } while (!done.get());
              return answers;
            });
        service.part(KeyRotation.class).rotate("test", "-");
        String next = published(service).getLast();
        assertThat(keyId(second.signedIn(user, password).text("accessToken"))).isNotEqualTo(next);
        // A day later it signs; the second instance has not looked meanwhile and asks the table.
        service.clock().advance(Duration.ofHours(24));
        String after = service.signedIn(user, password).text("accessToken");
        assertThat(keyId(after)).isEqualTo(next);
        assertThat(second.get("/api/auth/verify", bearer(after)).status()).isEqualTo(200);
        second.part(SigningKeys.class).read();
        assertThat(keyId(second.signedIn(user, password).text("accessToken"))).isEqualTo(next);
        done.set(true);
        // The clock's leap of a day ends refresh tokens of half a day: what came before it counts.
        assertThat(traffic.get().getFirst()).isEqualTo(200);
      }

      String old = keyId(before);
      assertThat(published(service)).contains(old);
      service.clock().advance(Duration.ofMinutes(21));
      service.part(KeyRotation.class).turn();
      assertThat(published(service)).doesNotContain(old);
    }
  }

  @Test
  void revokedKeysEndEveryAccessTokenButNoSession() {
    String user = service.user(password);
    var session = service.signedIn(user, password);
    service.part(KeyRotation.class).revokeAll("test", "-");
    assertThat(service.get("/api/auth/verify", bearer(session.text("accessToken"))).status())
        .isEqualTo(401);
    var next = service.refresh(session.text("refreshToken"));
    assertThat(service.get("/api/auth/verify", bearer(next.text("accessToken"))).status())
        .isEqualTo(200);
  }

  @Test
  void thePrivateKeysAreSealedInTheDatabaseAndAnotherKeyOpensNone() {
    byte[] sealed =
        service
            .database()
            .sql("SELECT private_key FROM auth_signing_keys LIMIT 1")
            .query(byte[].class)
            .single();
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("\"d\"", "RSA");
    assertThatThrownBy(() ->
            new RunningService(estate.database(), Base64.getEncoder().encodeToString(new byte[32])))
        .hasRootCauseInstanceOf(javax.crypto.AEADBadTagException.class)
        .hasStackTraceContaining("pilothouse.auth.keys.encryption-keys");
    assertThatThrownBy(() -> new KeySealing(List.of("c2hvcnQ=")))
        .hasMessageContaining("openssl rand -base64 32");
  }
}
