package io.pilothouse.domainservice.role;

import io.pilothouse.domainservice.intent.SchemaName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the roles that services have on managed PostgreSQL servers: each may sign in with its own
 * password and owns one schema, and nothing else. Made again, it leaves what is there and gives
 * each role the password that its secret has now. Blocks; used by one thread.
 *
 * @param servers by their ids, as {@code databaseRoles} of the chart has them
 * @param secrets folder with a file for each secret, by its name
 */
public record DatabaseRoles(Map<String, Server> servers, Path secrets) {
  /** The word with which the service's image does this in place of serving. */
  public static final String COMMAND = "database-roles";

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRoles.class);
  private static final String PASSWORD_HASH = "scram-sha-256";
  private static final String CONNECT_SECONDS = "20";

  /** A server. @param administrator who makes the roles; @param secret of its password */
  public record Server(
      String host, int port, String administrator, String secret, Map<String, Role> roles) {}

  /** A role. @param schema what it owns; @param secret of its password */
  public record Role(String database, String schema, String secret) {}

  /**
   * Reads what is to be made.
   *
   * @throws tools.jackson.core.JacksonException if the file is not what the chart writes
   */
  public static DatabaseRoles read(Path file, Path secrets) {
    return new DatabaseRoles(
        new JsonMapper().readValue(file, new TypeReference<Map<String, Server>>() {}), secrets);
  }

  /**
   * Makes them, with encrypted connections.
   *
   * @throws SQLException if a server cannot be reached, or refuses
   */
  public void make() throws SQLException {
    make("require");
  }

  /** The same. @param sslMode as in the driver's {@code sslmode} */
  void make(String sslMode) throws SQLException {
    for (var server : servers.entrySet()) {
      for (var role : server.getValue().roles().entrySet()) {
        try (Connection connection =
            connect(server.getValue(), role.getValue().database(), sslMode)) {
          make(connection, new SchemaName(role.getKey()).name(), role.getValue());
        }
        LOG.info(
            "role={} server={} database={} schema={}",
            role.getKey(),
            server.getKey(),
            role.getValue().database(),
            role.getValue().schema());
      }
    }
  }

  private Connection connect(Server server, String database, String sslMode) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", server.administrator());
    properties.setProperty("password", secret(server.secret()));
    properties.setProperty("sslmode", sslMode);
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("ApplicationName", "pilothouse-database-roles");
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(server.host(), server.port(), database), properties);
  }

  private void make(Connection connection, String name, Role role) throws SQLException {
    String schema = new SchemaName(role.schema()).name();
    try (Statement statement = connection.createStatement()) {
      if (!exists(connection, name)) {
        statement.execute("CREATE ROLE \"%s\" LOGIN".formatted(name));
      }
      // Hashed here: neither the server's log nor the way there has it.
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword(name, secret(role.secret()).toCharArray(), PASSWORD_HASH);
      // Who gives a schema to a role has to be a member of it.
      statement.execute("GRANT \"%s\" TO CURRENT_USER".formatted(name));
      statement.execute(
          "GRANT CONNECT ON DATABASE \"%s\" TO \"%s\"".formatted(quoted(role.database()), name));
      statement.execute(
          "CREATE SCHEMA IF NOT EXISTS \"%s\" AUTHORIZATION \"%s\"".formatted(schema, name));
    }
  }

  private static String quoted(String name) {
    return name.replace("\"", "\"\"");
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
      query.setString(1, role);
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private String secret(String name) {
    Path file = secrets.resolve(name);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the secret " + name + " cannot be read from " + secrets + ": is it in the vault?", e);
    }
  }
}
