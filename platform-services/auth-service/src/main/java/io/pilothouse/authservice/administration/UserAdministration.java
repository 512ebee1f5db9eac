package io.pilothouse.authservice.administration;

import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.authservice.password.PasswordHashing;
import io.pilothouse.authservice.password.PasswordPolicy;
import io.pilothouse.authservice.session.Sessions;
import io.pilothouse.authservice.signin.PasswordChange;
import io.pilothouse.authservice.user.User;
import io.pilothouse.authservice.user.UserName;
import io.pilothouse.authservice.user.Users;
import io.pilothouse.sharedmodel.sentence.Sentence;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Users: made, given roles, disabled. Nobody gives a role that permits more of this service than
 * their own do.
 */
@RestController
@RequestMapping("/api/auth/admin/users")
class UserAdministration {
  private static final int LARGEST_PAGE = 200;

  private final Users users;
  private final Sessions sessions;
  private final PasswordHashing hashing;
  private final PasswordPolicy policy;
  private final PasswordChange passwordChange;
  private final Definitions definitions;
  private final Audit audit;
  private final TransactionTemplate transaction;

  UserAdministration(
      Users users,
      Sessions sessions,
      PasswordHashing hashing,
      PasswordPolicy policy,
      PasswordChange passwordChange,
      Definitions definitions,
      Audit audit,
      TransactionTemplate transaction) {
    this.users = users;
    this.sessions = sessions;
    this.hashing = hashing;
    this.policy = policy;
    this.passwordChange = passwordChange;
    this.definitions = definitions;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** A user as administrators see one. */
  record UserView(
      String userName,
      boolean active,
      boolean mustChangePassword,
      Instant passwordChangedAt,
      Optional<Instant> lastSignInAt,
      List<String> roles,
      List<String> permissions) {}

  /** A user to make; the password has to be changed at the first sign-in. */
  record NewUser(
      @NotNull String userName,
      @NotNull @Size(max = 1000) String password,
      @NotNull List<String> roles) {
    @Override
    public String toString() {
      return "new user";
    }
  }

  /** A password that its user has to change. */
  record NewPassword(@NotNull @Size(max = 1000) String password) {
    @Override
    public String toString() {
      return "new password";
    }
  }

  @GetMapping
  List<UserView> list(
      @RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "50") int limit) {
    return users.page(after, Math.clamp(limit, 1, LARGEST_PAGE)).stream()
        .map(UserAdministration::view)
        .toList();
  }

  @GetMapping("/{name}")
  UserView one(@PathVariable String name) {
    return view(user(name));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  UserView create(
      @Valid @RequestBody NewUser wanted,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request) {
    var by = Administrator.of(token, request);
    UserName name =
        UserName.of(wanted.userName())
            .orElseThrow(
                () -> new RefusedException(Refusal.MALFORMED, Sentence.of("auth.user.name")));
    requireWithin(wanted.roles(), by);
    List<Sentence> against = policy.violations(name.text(), wanted.password());
    if (!against.isEmpty()) {
      throw new RefusedException(Refusal.PASSWORD_POLICY, against, Optional.empty());
    }
    String hash = hashing.hash(wanted.password());
    transaction.executeWithoutResult(status -> {
      users.create(name, hash, wanted.roles());
      record(AuditEvent.USER_CREATED, by, name.text(), "roles " + wanted.roles());
    });
    return one(name.text());
  }

  @PutMapping("/{name}/roles")
  UserView roles(
      @PathVariable String name,
      @RequestBody List<String> roles,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request) {
    var by = Administrator.of(token, request);
    User user = user(name);
    requireWithin(roles, by);
    requireWithin(user.roles(), by);
    transaction.executeWithoutResult(status -> {
      users.giveRoles(user.id(), roles);
      requireAnAdministrator();
      record(AuditEvent.USER_ROLES_CHANGED, by, user.name().text(), user.roles() + " to " + roles);
    });
    return one(name);
  }

  /** Disabling ends every session at once. */
  @PutMapping("/{name}/active")
  UserView active(
      @PathVariable String name,
      @RequestBody boolean active,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request) {
    var by = Administrator.of(token, request);
    User user = user(name);
    transaction.executeWithoutResult(status -> {
      users.activate(user.id(), active);
      requireAnAdministrator();
      int ended = active ? 0 : sessions.revokeAll(user.id());
      record(
          active ? AuditEvent.USER_ENABLED : AuditEvent.USER_DISABLED,
          by,
          user.name().text(),
          ended + " sessions ended");
    });
    return one(name);
  }

  @PutMapping("/{name}/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void password(
      @PathVariable String name,
      @Valid @RequestBody NewPassword wanted,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request) {
    var by = Administrator.of(token, request);
    User user = user(name);
    requireWithin(user.roles(), by);
    passwordChange.reset(user, wanted.password(), by.name(), by.origin());
  }

  @DeleteMapping("/{name}/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endSessions(
      @PathVariable String name, @AuthenticationPrincipal Jwt token, HttpServletRequest request) {
    var by = Administrator.of(token, request);
    User user = user(name);
    transaction.executeWithoutResult(status ->
        record(
            AuditEvent.SESSIONS_REVOKED,
            by,
            user.name().text(),
            sessions.revokeAll(user.id()) + " sessions ended"));
  }

  private User user(String name) {
    return UserName.of(name)
        .flatMap(users::byName)
        .orElseThrow(
            () -> new RefusedException(Refusal.NOT_FOUND, Sentence.of("auth.user.unknown")));
  }

  private void requireWithin(List<String> roles, Administrator by) {
    if (!by.claims().permissions().containsAll(definitions.ownPermissionsOf(roles))) {
      throw new RefusedException(Refusal.NOT_PERMITTED, Sentence.of("auth.role.beyond"));
    }
  }

  private void requireAnAdministrator() {
    if (!definitions.anyActiveAdministrator()) {
      throw new RefusedException(Refusal.CONFLICT, Sentence.of("auth.user.last-administrator"));
    }
  }

  private void record(AuditEvent event, Administrator by, String subject, String detail) {
    audit.record(event, by.name(), subject, by.origin().address(), detail);
  }

  private static UserView view(User user) {
    return new UserView(
        user.name().text(),
        user.active(),
        user.mustChangePassword(),
        user.passwordChangedAt(),
        user.lastSignInAt(),
        user.roles(),
        user.permissions());
  }
}
