package io.pilothouse.authservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each role of the database may do, tried with its own connection. */
@ExtendWith(OneService.class)
class DatabaseRolesTest {
  private final AuthDatabase database;

  DatabaseRolesTest(OneService.Estate estate) {
    this.database = estate.database();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE auth_users",
        "ALTER TABLE auth_users ADD COLUMN extra int",
        "TRUNCATE auth_sessions",
        "CREATE TABLE mine (n int)",
        "CREATE INDEX mine ON auth_users (status)",
        "ALTER TABLE auth_audit DISABLE TRIGGER ALL",
        "UPDATE auth_audit SET actor = 'somebody else'",
        "DELETE FROM auth_audit",
        "TRUNCATE auth_audit",
        "INSERT INTO auth_audit OVERRIDING SYSTEM VALUE SELECT * FROM auth_audit LIMIT 0; UPDATE auth_audit SET detail = ''",
        "SELECT * FROM flyway_schema_history",
        "CREATE ROLE another LOGIN",
        "ALTER ROLE phonebill_auth_user SUPERUSER",
        "COPY auth_users TO PROGRAM 'cat'",
      })
  void theApplicationsRoleMayNot(String sql) throws SQLException {
    try (Connection connection = database.asApplication();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOf(SQLException.class)
          .satisfies(
              refused -> assertThat(((SQLException) refused).getSQLState()).isEqualTo("42501"));
    }
  }

  @Test
  void theApplicationsRoleMayAddToTheAuditAndReadIt() throws SQLException {
    try (Connection connection = database.asApplication();
        Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "INSERT INTO auth_audit (happened_at, event, actor, subject, address, detail) VALUES (now(), 'tried', 'test', 'test', '-', '')"))
          .isEqualTo(1);
      try (var rows = statement.executeQuery("SELECT count(*) FROM auth_login_history")) {
        assertThat(rows.next()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE auth_audit SET actor = 'somebody else'",
        "DELETE FROM auth_audit",
        "TRUNCATE auth_audit"
      })
  void notEvenTheOwnerEditsTheAudit(String sql) throws SQLException {
    try (Connection connection = database.asOwner();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("append-only");
    }
  }

  @Test
  void theApplicationsRoleHasTheDocumentsConnectionLimitAndNoPrivileges() throws SQLException {
    try (Connection connection = database.asOwner();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT rolconnlimit, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls FROM pg_roles WHERE rolname = 'phonebill_auth_user'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(50);
      assertThat(rows.getBoolean(2)).isFalse();
    }
  }

  @Test
  void theMonitoringRoleReadsNoSecret() throws SQLException {
    try (Connection connection = database.asOwner();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT has_table_privilege('phonebill_monitor', 'auth_audit', 'SELECT'), has_table_privilege('phonebill_monitor', 'auth_users', 'SELECT'), has_table_privilege('phonebill_monitor', 'auth_signing_keys', 'SELECT')")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getBoolean(1)).isTrue();
      assertThat(rows.getBoolean(2)).isFalse();
      assertThat(rows.getBoolean(3)).isFalse();
    }
  }
}
