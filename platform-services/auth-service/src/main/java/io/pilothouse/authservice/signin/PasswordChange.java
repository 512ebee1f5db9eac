package io.pilothouse.authservice.signin;

import io.pilothouse.authservice.Origin;
import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.authservice.password.PasswordHashing;
import io.pilothouse.authservice.password.PasswordPolicy;
import io.pilothouse.authservice.password.PasswordSettings;
import io.pilothouse.authservice.session.Sessions;
import io.pilothouse.authservice.user.User;
import io.pilothouse.authservice.user.Users;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Exchanges a password for another that the policy allows; every session of the user ends. */
@Service
public class PasswordChange {
  private final SignIn signIn;
  private final Users users;
  private final Sessions sessions;
  private final PasswordHashing hashing;
  private final PasswordPolicy policy;
  private final PasswordSettings settings;
  private final Audit audit;
  private final TransactionTemplate transaction;

  public PasswordChange(
      SignIn signIn,
      Users users,
      Sessions sessions,
      PasswordHashing hashing,
      PasswordPolicy policy,
      PasswordSettings settings,
      Audit audit,
      TransactionTemplate transaction) {
    this.signIn = signIn;
    this.users = users;
    this.sessions = sessions;
    this.hashing = hashing;
    this.policy = policy;
    this.settings = settings;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * A user's own change; the present password counts as a sign-in attempt.
   *
   * @throws RefusedException if the present password is wrong or the new one breaks the policy
   */
  public void change(Credentials present, String wanted, String client, Origin origin) {
    User user = signIn.authenticate(present, client, origin);
    List<Sentence> against = against(user, wanted);
    if (!against.isEmpty()) {
      audit.record(
          AuditEvent.PASSWORD_CHANGE_REFUSED,
          client,
          user.name().text(),
          origin.address(),
          String.join(", ", against.stream().map(Sentence::key).toList()));
      throw new RefusedException(Refusal.PASSWORD_POLICY, against, Optional.empty());
    }
    store(user, wanted, false, AuditEvent.PASSWORD_CHANGED, user.name().text(), origin);
  }

  /**
   * Sets a password that its user has to change at once.
   *
   * @throws RefusedException if it breaks the policy
   */
  public void reset(User user, String password, String actor, Origin origin) {
    List<Sentence> against = against(user, password);
    if (!against.isEmpty()) {
      throw new RefusedException(Refusal.PASSWORD_POLICY, against, Optional.empty());
    }
    store(user, password, true, AuditEvent.PASSWORD_RESET, actor, origin);
  }

  private List<Sentence> against(User user, String wanted) {
    var against = new ArrayList<>(policy.violations(user.name().text(), wanted));
    if (against.isEmpty() && usedBefore(user, wanted)) {
      against.add(Sentence.of("auth.password.used-before", settings.history() + 1));
    }
    return List.copyOf(against);
  }

  private boolean usedBefore(User user, String wanted) {
    return hashing.matches(wanted, Optional.of(user.passwordHash()))
        || users.formerHashes(user.id()).stream()
            .anyMatch(hash -> hashing.matches(wanted, Optional.of(hash)));
  }

  private void store(
      User user,
      String password,
      boolean mustChange,
      AuditEvent event,
      String actor,
      Origin origin) {
    String hash = hashing.hash(password);
    transaction.executeWithoutResult(status -> {
      users.changePassword(user, hash, mustChange, settings.history());
      int ended = sessions.revokeAll(user.id());
      audit.record(event, actor, user.name().text(), origin.address(), ended + " sessions ended");
    });
  }
}
