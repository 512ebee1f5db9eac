package io.pilothouse.authservice.password;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * What a password must be: long enough, of four classes of characters, not the user's name and not
 * a common one. Pure. Whether it was used before is asked of the hashes.
 */
public final class PasswordPolicy {

  /** BCrypt reads 72 bytes; what follows would not count, so it is refused. */
  static final int LONGEST_BYTES = 72;

  private static final int LONGEST_RUN = 4;
  private final int minimumLength;
  private final Duration lifetime;
  private final CommonPasswords common;

  public PasswordPolicy(int minimumLength, Duration lifetime, CommonPasswords common) {
    this.minimumLength = minimumLength;
    this.lifetime = lifetime;
    this.common = common;
  }

  /** Everything that speaks against a new password; empty when nothing does. */
  public List<Sentence> violations(String userName, String password) {
    var found = new ArrayList<Sentence>();
    if (password.codePointCount(0, password.length()) < minimumLength) {
      found.add(Sentence.of("auth.password.short", minimumLength));
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
      found.add(Sentence.of("auth.password.long", LONGEST_BYTES));
    }
    if (!(has(password, Character::isUpperCase)
        && has(password, Character::isLowerCase)
        && has(password, Character::isDigit)
        && has(password, each -> !Character.isLetterOrDigit(each)))) {
      found.add(Sentence.of("auth.password.classes"));
    }
    if (has(password, Character::isISOControl)) {
      found.add(Sentence.of("auth.password.control"));
    }
    String plain = password.toLowerCase(Locale.ROOT);
    if (!userName.isEmpty() && plain.contains(userName.toLowerCase(Locale.ROOT))) {
      found.add(Sentence.of("auth.password.name"));
    }
    if (common.resembles(password)) {
      found.add(Sentence.of("auth.password.common"));
    }
    if (longestRun(plain) > LONGEST_RUN) {
      found.add(Sentence.of("auth.password.run", LONGEST_RUN));
    }
    return List.copyOf(found);
  }

  /** Whether a password that was set then has to be changed now. */
  public boolean expired(Instant changedAt, Instant now) {
    return !now.isBefore(changedAt.plus(lifetime));
  }

  private static boolean has(String password, IntPredicate kind) {
    return password.codePoints().anyMatch(kind);
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = i > 0 && text.charAt(i) == text.charAt(i - 1) ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
