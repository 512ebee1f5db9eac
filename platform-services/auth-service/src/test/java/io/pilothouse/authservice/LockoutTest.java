package io.pilothouse.authservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.authservice.RunningService.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever guesses passwords is slowed down and learns nothing. */
@ExtendWith(OneService.class)
class LockoutTest {
  private final RunningService service;
  private final String password = RunningService.newPassword();

  LockoutTest(RunningService service) {
    this.service = service;
  }

  @Test
  void fiveWrongPasswordsLockTheAccountForAMinuteEvenForTheRightOne() {
    String user = service.user(password);
    for (int i = 0; i < 5; i++) {
      assertThat(loginFrom("203.0.113.1", user, "wrong").status()).isEqualTo(401);
    }
    assertThat(loginFrom("203.0.113.2", user, password).status()).isEqualTo(401);
    service.clock().advance(Duration.ofSeconds(61));
    assertThat(loginFrom("203.0.113.2", user, password).status()).isEqualTo(200);
    assertThat(loginFrom("203.0.113.2", user, "wrong").status()).isEqualTo(401);
    assertThat(loginFrom("203.0.113.2", user, password).status()).isEqualTo(200);
  }

  @Test
  void anUnknownNameADisabledAndALockedAccountAllAnswerLikeAWrongPassword() {
    String known = service.user(password);
    String disabled = service.user(password);
    String locked = service.user(password);
    service
        .database()
        .sql("UPDATE auth_users SET status = 'DISABLED' WHERE user_name = ?")
        .params(disabled)
        .update();
    for (int i = 0; i < 5; i++) {
      loginFrom("203.0.113.3", locked, "wrong");
    }
    Answer wrong = loginFrom("203.0.113.4", known, "wrong");
    List<Answer> others =
        List.of(
            loginFrom("203.0.113.4", "nobody-of-this-name", "wrong"),
            loginFrom("203.0.113.4", disabled, password),
            loginFrom("203.0.113.4", locked, password));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(others)
        .allSatisfy(other -> {
          assertThat(other.status()).isEqualTo(wrong.status());
          assertThat(other.body()).isEqualTo(wrong.body());
          assertThat(other.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
        });
  }

  @Test
  void anUnknownNameTakesAsMuchHashingAsAKnownOne() {
    String known = service.user(password);
    // Fewer rounds than lock an account, in turns, so that both see the same machine.
    long knownNanos = 0;
    long unknownNanos = 0;
    for (int i = 0; i < 4; i++) {
      knownNanos += nanos(() -> loginFrom("203.0.113.5", known, "wrong"));
      unknownNanos += nanos(() -> loginFrom("203.0.113.5", "nobody-at-all", "wrong"));
    }
    // Without hashing, the answer would come in a tenth of the time.
    assertThat((double) unknownNanos / knownNanos).isBetween(0.4, 2.5);
  }

  private static long nanos(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return System.nanoTime() - began;
  }

  @Test
  void manyGuessesAtOnceAreNoWayAroundTheLock() throws Exception {
    String user = service.user(password);
    List<Answer> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> guesses =
          IntStream.range(0, 20)
              .mapToObj(i -> threads.submit(() -> loginFrom("203.0.113.6", user, "guess-" + i)))
              .toList();
      for (Future<Answer> each : guesses) {
        answers.add(each.get());
      }
    }
    assertThat(answers).allSatisfy(each -> assertThat(each.status()).isIn(401, 503));
    long checked =
        service
            .database()
            .sql(
                "SELECT count(*) FROM auth_audit WHERE subject = ? AND event = 'sign-in-refused' AND detail = 'wrong password'")
            .params(user)
            .query(Long.class)
            .single();
    assertThat(checked).isLessThanOrEqualTo(5);
  }

  @Test
  void anAddressWithTooManyWrongPasswordsIsToldToWaitAndOthersAreNot() {
    String user = service.user(password);
    Answer last = loginFrom("203.0.113.7", "nobody-0", "wrong");
    for (int i = 1; i < 60 && last.status() == 401; i++) {
      last = loginFrom("203.0.113.7", "nobody-" + i, "wrong");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
    assertThat(loginFrom("203.0.113.7", user, password).status()).isEqualTo(429);
    assertThat(loginFrom("203.0.113.8", user, password).status()).isEqualTo(200);
  }

  private Answer loginFrom(String address, String user, String typed) {
    return service.post(
        "/api/auth/login", Map.of("userName", user, "password", typed), "X-Forwarded-For", address);
  }
}
