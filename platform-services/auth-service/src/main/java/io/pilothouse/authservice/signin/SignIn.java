package io.pilothouse.authservice.signin;

import io.pilothouse.authservice.Origin;
import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.authservice.lockout.Lockouts;
import io.pilothouse.authservice.lockout.Lockouts.Kind;
import io.pilothouse.authservice.password.PasswordHashing;
import io.pilothouse.authservice.password.PasswordPolicy;
import io.pilothouse.authservice.user.User;
import io.pilothouse.authservice.user.UserName;
import io.pilothouse.authservice.user.Users;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Checks a name and a password. Whoever is refused learns one thing only, after the same work:
 * unknown, disabled and locked accounts answer like a wrong password. No database connection is
 * held while the password is hashed. Any thread.
 */
@Service
public class SignIn {
  private final Users users;
  private final Lockouts lockouts;
  private final PasswordHashing hashing;
  private final PasswordPolicy policy;
  private final Audit audit;
  private final Clock clock;

  public SignIn(
      Users users,
      Lockouts lockouts,
      PasswordHashing hashing,
      PasswordPolicy policy,
      Audit audit,
      Clock clock) {
    this.users = users;
    this.lockouts = lockouts;
    this.hashing = hashing;
    this.policy = policy;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The user, whose password is right and in date.
   *
   * @param client through which the sign-in comes
   * @throws RefusedException for every other outcome
   */
  public User signIn(Credentials credentials, String client, Origin origin) {
    User user = authenticate(credentials, client, origin);
    if (user.mustChangePassword() || policy.expired(user.passwordChangedAt(), clock.instant())) {
      audit.record(
          AuditEvent.SIGN_IN_REFUSED,
          client,
          user.name().text(),
          origin.address(),
          "password change required");
      throw new RefusedException(
          Refusal.PASSWORD_CHANGE_REQUIRED, Sentence.of("auth.password.change-required"));
    }
    users.signedIn(user.id());
    audit.record(AuditEvent.SIGNED_IN, client, user.name().text(), origin.address(), "password");
    return user;
  }

  /**
   * The user, whose password is right, though it may be out of date.
   *
   * @throws RefusedException if it is not, or nobody may try now
   */
  public User authenticate(Credentials credentials, String client, Origin origin) {
    lockouts
        .attempt(Kind.ADDRESS, origin.address())
        .ifPresent(until -> refuseAddress(credentials, until, client, origin));
    Optional<UserName> name = UserName.of(credentials.userName());
    String account = name.map(UserName::text).orElse(credentials.userName());
    boolean locked = lockouts.attempt(Kind.ACCOUNT, account).isPresent();
    Optional<User> user = name.flatMap(users::byName);
    boolean right = hashing.matches(credentials.password(), user.map(User::passwordHash));
    if (!right || locked || user.filter(User::active).isEmpty()) {
      String reason =
          locked
              ? "account locked"
              : user.isEmpty() ? "unknown name" : right ? "account disabled" : "wrong password";
      audit.record(AuditEvent.SIGN_IN_REFUSED, client, account, origin.address(), reason);
      throw new RefusedException(
          Refusal.CREDENTIALS_REFUSED, Sentence.of("auth.credentials.refused"));
    }
    User signedIn = user.get();
    lockouts.forget(account);
    lockouts.takeBack(Kind.ADDRESS, origin.address());
    if (hashing.outdated(signedIn.passwordHash())) {
      users.rehash(signedIn, hashing.hash(credentials.password()));
    }
    return signedIn;
  }

  private void refuseAddress(Credentials credentials, Instant until, String client, Origin origin) {
    audit.record(
        AuditEvent.SIGN_IN_REFUSED,
        client,
        credentials.userName(),
        origin.address(),
        "address locked");
    Duration wait = Duration.between(clock.instant(), until);
    throw new RefusedException(
        Refusal.TOO_MANY_ATTEMPTS,
        List.of(Sentence.of("auth.address.locked", wait)),
        Optional.of(wait));
  }
}
