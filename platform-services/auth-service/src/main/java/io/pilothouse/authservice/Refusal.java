package io.pilothouse.authservice;

/** The kinds of refusal; each is one problem type of the HTTP interface. */
public enum Refusal {
  /** A wrong name or password, a disabled or locked account: which of them is not said. */
  CREDENTIALS_REFUSED(401),
  /** The credentials are right, but the password is a first one or too old. */
  PASSWORD_CHANGE_REQUIRED(403),
  /** The address has given too many wrong passwords. */
  TOO_MANY_ATTEMPTS(429),
  /** More sign-ins wait than this machine can check. */
  BUSY(503),
  /** A refresh token that is unknown, used up, expired or revoked: which of them is not said. */
  SESSION_ENDED(401),
  /** The new password breaks the policy. */
  PASSWORD_POLICY(422),
  /** The caller's own permissions do not reach so far. */
  NOT_PERMITTED(403),
  /** What was asked for is not there. */
  NOT_FOUND(404),
  /** What was to be made is there already, or is needed by something else. */
  CONFLICT(409),
  /** The request means nothing. */
  MALFORMED(400);

  private final int status;

  Refusal(int status) {
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** As the last part of the problem's type. */
  public String slug() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
