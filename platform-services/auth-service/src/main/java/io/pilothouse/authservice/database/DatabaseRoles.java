package io.pilothouse.authservice.database;

import io.pilothouse.authservice.database.SchemaSettings.Account;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the application's login role and the monitoring role, as the server's administrator would
 * by hand. Does nothing to what is there but give the application's role the password that this
 * service was told, so that it may run at every start.
 */
public final class DatabaseRoles {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRoles.class);

  /** So that two instances that start together do not both create a role. */
  private static final long LOCK = 7_214_001L;

  private final Account administrator;
  private final Account application;
  private final SchemaSettings settings;

  public DatabaseRoles(Account administrator, Account application, SchemaSettings settings) {
    this.administrator = administrator;
    this.application = application;
    this.settings = settings;
  }

  /**
   * Makes what is missing.
   *
   * @throws IllegalStateException if the administrator cannot connect or may not create roles
   */
  public void ensure() {
    try (Connection connection =
        DriverManager.getConnection(
            administrator.url(), administrator.user(), administrator.password())) {
      connection.setAutoCommit(false);
      try (Statement lock = connection.createStatement()) {
        lock.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      }
      String verb = exists(connection, application.user()) ? "ALTER" : "CREATE";
      execute(
          connection,
          "SELECT format('" + verb + " ROLE %I LOGIN CONNECTION LIMIT %s PASSWORD %L', ?, ?, ?)",
          application.user(),
          settings.connectionLimit(),
          application.password());
      if (!exists(connection, settings.monitoringRole())) {
        execute(
            connection, "SELECT format('CREATE ROLE %I NOLOGIN', ?)", settings.monitoringRole());
        execute(
            connection, "SELECT format('GRANT pg_monitor TO %I', ?)", settings.monitoringRole());
      }
      connection.commit();
      LOG.info(
          "roles ready application={} monitoring={} by={}",
          application.user(),
          settings.monitoringRole(),
          administrator.user());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The application's role %s was not made by %s: %s. Make it by hand, or give pilothouse.auth.schema.administrator a role that may"
              .formatted(application.user(), administrator, e.getMessage()),
          e);
    }
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
      statement.setString(1, role);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Lets the server quote the names and values of a statement that takes no parameters. */
  private static void execute(Connection connection, String format, Object... arguments)
      throws SQLException {
    String sql;
    try (PreparedStatement statement = connection.prepareStatement(format)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i].toString());
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        sql = rows.getString(1);
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
