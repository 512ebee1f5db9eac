package io.pilothouse.authservice.lockout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When wrong passwords lock, and for how long: from a threshold on every further one doubles the
 * time. An attempt counts before it is checked, so that many at once are no way around it; a right
 * password takes its count back. Pure.
 *
 * @param threshold the failure that locks first, from 1
 * @param firstLock how long it locks
 * @param longestLock what doubling never exceeds
 * @param forgetAfter quiet time after which counting begins anew
 */
public record LockoutPolicy(
    int threshold, Duration firstLock, Duration longestLock, Duration forgetAfter) {

  private static final int MOST_DOUBLINGS = 20;

  /**
   * What is remembered of one account or address.
   *
   * @param failures attempts that were not taken back
   */
  public record Attempts(int failures, Instant lastFailedAt, Optional<Instant> lockedUntil) {
    /** Nothing yet. */
    public static Attempts none() {
      return new Attempts(0, Instant.EPOCH, Optional.empty());
    }
  }

  /** What becomes of an attempt. */
  public sealed interface Decision {
    /** It may be checked; {@code counted} is to be remembered at once. */
    record Checked(Attempts counted) implements Decision {}

    /** It is refused whatever the password is. */
    record Locked(Instant until) implements Decision {}
  }

  /** Decides about an attempt before its password is looked at. */
  public Decision attempt(Attempts before, Instant now) {
    if (before.lockedUntil().filter(now::isBefore).isPresent()) {
      return new Decision.Locked(before.lockedUntil().get());
    }
    boolean forgotten = !now.isBefore(before.lastFailedAt().plus(forgetAfter));
    int failures = forgotten ? 1 : before.failures() + 1;
    Optional<Instant> lock =
        failures < threshold ? Optional.empty() : Optional.of(now.plus(lockAfter(failures)));
    return new Decision.Checked(new Attempts(failures, now, lock));
  }

  /** Takes one attempt back, because its password was right. */
  public Attempts takenBack(Attempts counted) {
    int failures = Math.max(0, counted.failures() - 1);
    return new Attempts(
        failures,
        counted.lastFailedAt(),
        failures < threshold ? Optional.empty() : counted.lockedUntil());
  }

  private Duration lockAfter(int failures) {
    Duration lock = firstLock.multipliedBy(1L << Math.min(failures - threshold, MOST_DOUBLINGS));
    return lock.compareTo(longestLock) > 0 ? longestLock : lock;
  }
}
