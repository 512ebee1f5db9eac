package io.pilothouse.authservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.authservice.audit.SafeText;
import io.pilothouse.authservice.key.KeyTimetable;
import io.pilothouse.authservice.key.KeyTimetable.Entry;
import io.pilothouse.authservice.lockout.LockoutPolicy;
import io.pilothouse.authservice.lockout.LockoutPolicy.Attempts;
import io.pilothouse.authservice.lockout.LockoutPolicy.Decision;
import io.pilothouse.authservice.password.CommonPasswords;
import io.pilothouse.authservice.password.PasswordPolicy;
import io.pilothouse.authservice.session.RefreshRule;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decisions, without a database or a clock. */
class PoliciesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final PasswordPolicy passwords =
      new PasswordPolicy(16, Duration.ofDays(90), CommonPasswords.shipped());
  private final LockoutPolicy lockout =
      new LockoutPolicy(3, Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofHours(24));
  private final KeyTimetable keys =
      new KeyTimetable(Duration.ofDays(30), Duration.ofDays(1), Duration.ofMinutes(20));

  @ParameterizedTest
  @CsvSource({
    "Kq7-vTrnBw2xYd, auth.password.short",
    "kq7-vtrnbw2xydzm9, auth.password.classes",
    "KQ7-VTRNBW2XYDZM9, auth.password.classes",
    "Kqx-vTrnBwmxYdZma, auth.password.classes",
    "Kq7avTrnBw2xYdZm9, auth.password.classes",
    "Kq7-Mina.Kim-Bw2x, auth.password.name",
    "P@ssw0rd-2026-2027, auth.password.common",
    "Qwerty-Azure-12345!, auth.password.common",
    "Kq7-vTrnnnnnnYdZm9, auth.password.run"
  })
  void aPasswordThatBreaksARuleIsToldWhich(String password, String key) {
    assertThat(passwords.violations("mina.kim", password)).extracting(Sentence::key).contains(key);
  }

  @Test
  void aPasswordOfFourClassesThatNobodyGuessesIsTaken() {
    assertThat(passwords.violations("mina.kim", "Kq7-vTrnBw2xYdZm9")).isEmpty();
    assertThat(passwords.violations("mina.kim", "강남역-Kq7-출근길Tx-2번")).isEmpty();
  }

  @Test
  void whatBCryptWouldNotReadIsNotTaken() {
    assertThat(passwords.violations("mina.kim", "Kq7-" + "xY9.".repeat(20)))
        .extracting(Sentence::key)
        .containsExactly("auth.password.long");
  }

  @Test
  void aPasswordExpiresOnItsNinetiethDay() {
    assertThat(passwords.expired(NOW, NOW.plus(Duration.ofDays(90)).minusSeconds(1))).isFalse();
    assertThat(passwords.expired(NOW, NOW.plus(Duration.ofDays(90)))).isTrue();
  }

  @Test
  void locksDoubleUpToTheLongestAndAreForgottenAfterADay() {
    Attempts attempts = Attempts.none();
    Instant now = NOW;
    for (int i = 0; i < 2; i++) {
      attempts = counted(attempts, now);
      assertThat(attempts.lockedUntil()).isEmpty();
    }
    for (int minutes : List.of(1, 2, 4, 8, 15, 15)) {
      attempts = counted(attempts, now);
      assertThat(attempts.lockedUntil()).hasValue(now.plus(Duration.ofMinutes(minutes)));
      assertThat(lockout.attempt(attempts, now.plusSeconds(59)))
          .isInstanceOf(Decision.Locked.class);
      now = attempts.lockedUntil().orElseThrow();
    }
    assertThat(counted(attempts, now.plus(Duration.ofDays(1))).failures()).isEqualTo(1);
  }

  @Test
  void aRightPasswordTakesItsOwnCountBack() {
    Attempts two = counted(counted(Attempts.none(), NOW), NOW);
    assertThat(lockout.takenBack(counted(two, NOW)))
        .isEqualTo(new Attempts(2, NOW, java.util.Optional.empty()));
  }

  private Attempts counted(Attempts before, Instant now) {
    return switch (lockout.attempt(before, now)) {
      case Decision.Checked(Attempts after) -> after;
      case Decision.Locked(Instant until) -> throw new AssertionError("locked until " + until);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "5, 0, NEXT_GENERATION",
    "5, 3600, NEXT_GENERATION",
    "4, 9, SAME_GENERATION",
    "4, 10, REUSED",
    "3, 0, REUSED",
    "6, 0, REUSED"
  })
  void onlyTheGenerationBeforeIsTakenAndOnlyForTheGrace(
      int token, long seconds, RefreshRule.Decision decision) {
    assertThat(
            new RefreshRule(Duration.ofSeconds(10)).decide(token, 5, NOW, NOW.plusSeconds(seconds)))
        .isEqualTo(decision);
  }

  @Test
  void aKeyIsPublishedADayBeforeItSignsAndStaysUntilItsLastTokenHasExpired() {
    assertThat(keys.due(List.of(), NOW)).hasValue(NOW);
    Entry first = new Entry("first", NOW);
    Instant publish = NOW.plus(Duration.ofDays(29));
    assertThat(keys.due(List.of(first), publish.minusSeconds(1))).isEmpty();
    assertThat(keys.due(List.of(first), publish)).hasValue(NOW.plus(Duration.ofDays(30)));
    Entry second = new Entry("second", NOW.plus(Duration.ofDays(30)));
    List<Entry> both = List.of(first, second);
    assertThat(keys.due(both, publish)).isEmpty();
    assertThat(keys.signing(both, second.signsFrom().minusMillis(1))).hasValue(first);
    assertThat(keys.signing(both, second.signsFrom())).hasValue(second);
    assertThat(keys.outlived(both, second.signsFrom().plusSeconds(1199))).isEmpty();
    assertThat(keys.outlived(both, second.signsFrom().plusSeconds(1200))).containsExactly(first);
  }

  @Test
  void aServiceThatWasOffForLongSignsWithTheOldKeyUntilTheNewOneIsKnown() {
    Entry old = new Entry("old", NOW);
    Instant late = NOW.plus(Duration.ofDays(400));
    assertThat(keys.due(List.of(old), late)).hasValue(late.plus(Duration.ofDays(1)));
    assertThat(keys.signing(List.of(old), late)).hasValue(old);
  }

  @Test
  void textOfOthersIsOneLineWithoutControlCharacters() {
    assertThat(SafeText.of("mina\r\n2026 signed-in actor=root\u001b[31m\u2028\u202e", 60))
        .isEqualTo("mina??2026 signed-in actor=root?[31m??");
    assertThat(SafeText.of("x".repeat(500), 120)).hasSize(120);
  }
}
