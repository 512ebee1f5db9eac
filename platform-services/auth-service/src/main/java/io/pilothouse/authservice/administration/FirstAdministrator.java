package io.pilothouse.authservice.administration;

import io.pilothouse.authservice.Digests;
import io.pilothouse.authservice.SecretFile;
import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.authservice.password.PasswordHashing;
import io.pilothouse.authservice.user.UserName;
import io.pilothouse.authservice.user.Users;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the first administrator when there is nobody who could make one. The password is good for
 * one thing: choosing another.
 */
@Component
class FirstAdministrator implements SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

  /** So that two instances that start together make one administrator. */
  private static final long LOCK = 7_214_003L;

  private static final String SYSTEM = "system";

  private final FirstAdministratorSettings settings;
  private final Users users;
  private final PasswordHashing hashing;
  private final Audit audit;
  private final JdbcClient database;
  private final TransactionTemplate transaction;

  FirstAdministrator(
      FirstAdministratorSettings settings,
      Users users,
      PasswordHashing hashing,
      Audit audit,
      JdbcClient database,
      TransactionTemplate transaction) {
    this.settings = settings;
    this.users = users;
    this.hashing = hashing;
    this.audit = audit;
    this.database = database;
    this.transaction = transaction;
  }

  @Override
  public void afterSingletonsInstantiated() {
    transaction.executeWithoutResult(status -> {
      database.sql("SELECT pg_advisory_xact_lock(?)").params(LOCK).query((row, n) -> 1).list();
      if (users.none()) {
        make();
      }
    });
  }

  private void make() {
    UserName name =
        UserName.of(settings.name())
            .orElseThrow(() ->
                new IllegalStateException(
                    "pilothouse.auth.first-administrator.name is no user name"));
    Optional<String> given = settings.password().filter(password -> !password.isBlank());
    String password =
        given.orElseGet(() -> SecretFile.readOrMake(settings.passwordFile(), Digests::randomToken));
    users.create(name, hashing.hash(password), List.of("ADMINISTRATOR"));
    audit.record(
        AuditEvent.FIRST_ADMINISTRATOR_CREATED, SYSTEM, name.text(), "-", "must change password");
    LOG.warn(
        "first administrator user={} password={}: change it at /api/auth/password",
        name.text(),
        given.isPresent() ? "as configured" : "in file " + settings.passwordFile());
  }
}
