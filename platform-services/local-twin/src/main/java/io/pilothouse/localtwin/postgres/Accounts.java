package io.pilothouse.localtwin.postgres;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The roles and databases of a flexible server, with passwords that are made up for one run.
 *
 * <p>As on Azure, the administrator is no superuser: it belongs to {@code azure_pg_admin}, which
 * owns the database {@code postgres}, may read statistics and may end sessions. {@code azuresu} is
 * the platform's own.
 */
final class Accounts {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ADMINISTRATORS = "azure_pg_admin";

  private final String administrator;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();

  Accounts(FlexibleServerSpec spec) {
    this.administrator = spec.administratorLogin();
    passwords.put(PostgresServer.SUPERUSER, password());
    passwords.put(Replication.ROLE, password());
    passwords.put(administrator, password());
    spec.databases().forEach(database -> passwords.put(database, password()));
  }

  private static String password() {
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String passwordOf(String role) {
    return Optional.ofNullable(passwords.get(role))
        .orElseThrow(() -> new IllegalArgumentException("There is no role \"" + role + "\""));
  }

  ConnectionTarget administrator(int port) {
    return new ConnectionTarget(
        "127.0.0.1", port, "postgres", administrator, passwordOf(administrator));
  }

  ConnectionTarget application(String database, int port) {
    return new ConnectionTarget("127.0.0.1", port, database, database, passwordOf(database));
  }

  /** Gives an application's role another password; its open sessions stay. */
  void changePassword(Session superuser, String database) throws SQLException {
    String changed = password();
    superuser.execute(
        "ALTER ROLE %s PASSWORD %s".formatted(identifier(database), Replication.quoted(changed)));
    passwords.put(database, changed);
  }

  /** Creates the role that streams, the administrator, and each application's role and database. */
  void create(Session superuser, FlexibleServerSpec spec) throws SQLException {
    superuser.execute(
        "CREATE ROLE %s REPLICATION LOGIN PASSWORD %s"
            .formatted(Replication.ROLE, Replication.quoted(passwordOf(Replication.ROLE))));
    superuser.execute(
        "CREATE ROLE %1$s; GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO %1$s; ALTER DATABASE postgres OWNER TO %1$s"
            .formatted(ADMINISTRATORS));
    superuser.execute(
        "CREATE ROLE %s LOGIN CREATEDB CREATEROLE REPLICATION IN ROLE %s PASSWORD %s"
            .formatted(
                identifier(administrator),
                ADMINISTRATORS,
                Replication.quoted(passwordOf(administrator))));
    for (String database : spec.databases()) {
      superuser.execute(
          "CREATE ROLE %1$s LOGIN ROLE %2$s PASSWORD %3$s"
              .formatted(
                  identifier(database),
                  identifier(administrator),
                  Replication.quoted(passwordOf(database))));
      superuser.execute(
          "CREATE DATABASE %1$s OWNER %1$s STRATEGY FILE_COPY".formatted(identifier(database)));
    }
  }

  private static String identifier(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
