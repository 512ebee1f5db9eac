package io.pilothouse.authservice;

import static io.pilothouse.authservice.RunningService.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.authservice.RunningService.Answer;
import io.pilothouse.authservice.password.PasswordHashing;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A password is kept as a hash, grows old, and is exchanged for another. */
@ExtendWith(OneService.class)
class PasswordChangeTest {
  private final RunningService service;
  private final String password = RunningService.newPassword();

  PasswordChangeTest(RunningService service) {
    this.service = service;
  }

  private Answer change(String user, String present, String wanted) {
    return service.post(
        "/api/auth/password",
        Map.of("userName", user, "currentPassword", present, "newPassword", wanted));
  }

  @Test
  void aFirstPasswordIsGoodForChoosingAnother() {
    String user = service.user(service.part(PasswordHashing.class).hash(password), false);
    Answer refused = service.login(user, password);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("type")).isEqualTo("urn:pilothouse:problem:password-change-required");
    String own = RunningService.newPassword();
    assertThat(change(user, password, own).status()).isEqualTo(204);
    assertThat(service.login(user, own).status()).isEqualTo(200);
    assertThat(service.login(user, password).status()).isEqualTo(401);
  }

  @Test
  void afterNinetyDaysAnotherOneIsAskedFor() {
    String user = service.user(password);
    service
        .database()
        .sql(
            "UPDATE auth_users SET password_changed_at = password_changed_at - interval '90 days' WHERE user_name = ?")
        .params(user)
        .update();
    assertThat(service.login(user, password).status()).isEqualTo(403);
  }

  @Test
  void aWeakOneIsRefusedWithItsReasonsAndFormerOnesDoNotComeBack() {
    String user = service.user(password);
    Answer weak = change(user, password, user);
    assertThat(weak.status()).isEqualTo(422);
    assertThat(weak.json().path("reasons").size()).isGreaterThanOrEqualTo(3);
    assertThat(change(user, password, password).status()).isEqualTo(422);
    String second = RunningService.newPassword();
    assertThat(change(user, password, second).status()).isEqualTo(204);
    assertThat(change(user, second, password).status()).isEqualTo(422);
  }

  @Test
  void aChangeEndsEverySession() {
    String user = service.user(password);
    Answer session = service.signedIn(user, password);
    assertThat(change(user, password, RunningService.newPassword()).status()).isEqualTo(204);
    assertThat(service.get("/api/auth/verify", bearer(session.text("accessToken"))).status())
        .isEqualTo(401);
    assertThat(service.refresh(session.text("refreshToken")).status()).isEqualTo(401);
  }

  @Test
  void aChangeIsNoWayToGuessWithoutBeingCounted() {
    String user = service.user(password);
    for (int i = 0; i < 5; i++) {
      assertThat(change(user, "wrong", RunningService.newPassword()).status()).isEqualTo(401);
    }
    assertThat(service.login(user, password).status()).isEqualTo(401);
    service.clock().advance(Duration.ofSeconds(61));
    assertThat(service.login(user, password).status()).isEqualTo(200);
  }

  @Test
  void aHashOfFewerRoundsIsRenewedAtTheNextSignIn() {
    String weak = java.util.Objects.requireNonNull(new BCryptPasswordEncoder(5).encode(password));
    String user = service.user(weak, true);
    service.signedIn(user, password);
    assertThat(hash(user)).startsWith("$2b$10$").hasSize(60);
    service.signedIn(user, password);
  }

  private String hash(String user) {
    return service
        .database()
        .sql("SELECT password_hash FROM auth_users WHERE user_name = ?")
        .params(user)
        .query(String.class)
        .single();
  }
}
