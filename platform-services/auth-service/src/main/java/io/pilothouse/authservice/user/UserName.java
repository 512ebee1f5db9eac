package io.pilothouse.authservice.user;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name that a user can have: lower case, letters, digits and {@code . _ @ -}, at most 100.
 *
 * @param text in lower case
 */
public record UserName(String text) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,99}");

  public UserName {
    if (!ALLOWED.matcher(text).matches()) {
      throw new IllegalArgumentException("no user name");
    }
  }

  /** The name that somebody typed, in whatever case; empty if no user can be called that. */
  public static Optional<UserName> of(String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    return ALLOWED.matcher(text).matches() ? Optional.of(new UserName(text)) : Optional.empty();
  }
}
