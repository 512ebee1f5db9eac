package io.pilothouse.localtwin.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Everything a PostgreSQL client needs to connect. Holds a password: {@link #toString} leaves it
 * out.
 *
 * @param host always the loopback address
 * @param port the TCP port
 * @param database the database's name
 * @param user the role
 * @param password the role's password, generated for this run
 */
public record ConnectionTarget(
    String host, int port, String database, String user, String password) {

  /** {@code postgresql://user:password@host:port/database}, as libpq reads it. */
  public String libpqUrl() {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(encode(user), encode(password), host, port, encode(database));
  }

  /** A JDBC URL that carries user and password. */
  public String jdbcUrl() {
    return "%s?user=%s&password=%s".formatted(jdbcAddress(), encode(user), encode(password));
  }

  /** A JDBC URL without credentials, for a pool that takes them apart. */
  public String jdbcAddress() {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, encode(database));
  }

  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
  }

  private static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
