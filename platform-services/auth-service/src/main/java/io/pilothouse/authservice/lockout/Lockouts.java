package io.pilothouse.authservice.lockout;

import io.pilothouse.authservice.Digests;
import io.pilothouse.authservice.lockout.LockoutPolicy.Attempts;
import io.pilothouse.authservice.lockout.LockoutPolicy.Decision;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Wrong passwords by account and by address, in the database, so that every instance counts the
 * same. Names that do not exist are counted like those that do. Any thread.
 */
@Component
public class Lockouts {
  private final JdbcClient database;
  private final Clock clock;
  private final LockoutSettings settings;

  public Lockouts(JdbcClient database, Clock clock, LockoutSettings settings) {
    this.database = database;
    this.clock = clock;
    this.settings = settings;
  }

  /** Whose attempts are counted. */
  public enum Kind {
    ACCOUNT,
    ADDRESS
  }

  /**
   * Counts an attempt before its password is checked.
   *
   * @return until when it is refused whatever the password is, if it is
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public Optional<Instant> attempt(Kind kind, String subject) {
    byte[] key = key(subject);
    return switch (policy(kind).attempt(read(kind, key), clock.instant())) {
      case Decision.Locked(Instant until) -> Optional.of(until);
      case Decision.Checked(Attempts counted) -> {
        write(kind, key, counted);
        yield Optional.empty();
      }
    };
  }

  /** The account's owner has signed in: nothing is held against it any more. */
  @Transactional
  public void forget(String account) {
    database
        .sql("DELETE FROM auth_attempts WHERE kind = 'ACCOUNT' AND subject = ?")
        .params(key(account))
        .update();
  }

  /** One attempt of an address was right; the others stay. */
  @Transactional
  public void takeBack(Kind kind, String subject) {
    byte[] key = key(subject);
    write(kind, key, policy(kind).takenBack(read(kind, key)));
  }

  /** Drops what would not count any more. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
  @Transactional
  public void dropForgotten() {
    database
        .sql("DELETE FROM auth_attempts WHERE last_failed_at < ?")
        .params(Timestamp.from(clock.instant().minus(settings.forgetAfter())))
        .update();
  }

  private LockoutPolicy policy(Kind kind) {
    return switch (kind) {
      case ACCOUNT -> settings.account();
      case ADDRESS -> settings.address();
    };
  }

  /** Reads what is remembered and holds its row until the transaction ends. */
  private Attempts read(Kind kind, byte[] key) {
    database
        .sql(
            """
            INSERT INTO auth_attempts (kind, subject, failures, last_failed_at)
            VALUES (?, ?, 0, 'epoch') ON CONFLICT DO NOTHING\
            """)
        .params(kind.name(), key)
        .update();
    return database
        .sql(
            """
            SELECT failures, last_failed_at, locked_until FROM auth_attempts
            WHERE kind = ? AND subject = ? FOR UPDATE\
            """)
        .params(kind.name(), key)
        .query((row, number) ->
            new Attempts(
                row.getInt("failures"),
                row.getTimestamp("last_failed_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("locked_until")).map(Timestamp::toInstant)))
        .optional()
        .orElseGet(Attempts::none);
  }

  private void write(Kind kind, byte[] key, Attempts attempts) {
    database
        .sql(
            """
            UPDATE auth_attempts SET failures = ?, last_failed_at = ?, locked_until = ?
            WHERE kind = ? AND subject = ?\
            """)
        .params(
            attempts.failures(),
            Timestamp.from(attempts.lastFailedAt()),
            Timestamp.from(attempts.lockedUntil().orElse(Instant.EPOCH)),
            kind.name(),
            key)
        .update();
  }

  private static byte[] key(String subject) {
    return Digests.sha256(subject.toLowerCase(Locale.ROOT));
  }
}
