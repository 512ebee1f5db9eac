package io.pilothouse.azureconnector;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where and as whom a PostgreSQL server is connected to, read from an address in libpq's form by
 * "Connection URIs" of PostgreSQL's manual. Several hosts and {@code target_session_attrs} are
 * kept.
 *
 * @param jdbcUrl without credentials
 * @param credentials user and password, and what else the driver takes as properties
 */
record DatabaseAddress(String jdbcUrl, Map<String, String> credentials) {
  private static final Pattern LIBPQ =
      Pattern.compile(
          "postgres(?:ql)?://(?:([^:@/]*)(?::([^@/]*))?@)?([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");

  DatabaseAddress {
    credentials = Map.copyOf(credentials);
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?…}. @throws IllegalArgumentException
   * if it is not in that form; the message does not repeat it
   */
  static DatabaseAddress parse(String libpq) {
    Matcher matcher = LIBPQ.matcher(libpq);
    if (!matcher.matches() || matcher.group(3).isEmpty()) {
      throw new IllegalArgumentException(
          "a database address is not in the form postgresql://user:password@host:port/database");
    }
    var properties = new java.util.HashMap<String, String>();
    put(properties, "user", matcher.group(1));
    put(properties, "password", matcher.group(2));
    for (String pair : (matcher.group(5) == null ? "" : matcher.group(5)).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        option(properties, pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    String database =
        matcher.group(4) == null || matcher.group(4).isEmpty() ? "postgres" : matcher.group(4);
    return new DatabaseAddress(
        "jdbc:postgresql://" + matcher.group(3) + "/" + database, properties);
  }

  /**
   * Connects.
   *
   * @param socket how long an answer may take; whole seconds, as the driver counts
   * @param application the name that the server's activity view shows
   */
  Connection open(Duration connect, Duration socket, String application) throws SQLException {
    var properties = new Properties();
    properties.putAll(credentials);
    properties.setProperty("connectTimeout", Long.toString(connect.toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(socket.toSeconds()));
    properties.setProperty("ApplicationName", application);
    // A server that was the primary a moment ago must be asked again, not remembered.
    properties.setProperty("hostRecheckSeconds", "0");
    return DriverManager.getConnection(jdbcUrl, properties);
  }

  private static void option(Map<String, String> properties, String name, String value) {
    switch (name) {
      case "sslmode", "sslrootcert", "sslcert", "sslkey" -> properties.put(name, value);
      case "target_session_attrs" ->
          properties.put(
              "targetServerType",
              switch (value) {
                case "read-write", "primary" -> "primary";
                case "read-only", "standby" -> "secondary";
                case "prefer-standby" -> "preferSecondary";
                default -> "any";
              });
      default -> {} // what only another client understands
    }
  }

  private static void put(
      Map<String, String> properties,
      String name,
      @org.jspecify.annotations.Nullable String value) {
    if (value != null && !value.isEmpty()) {
      properties.put(name, decoded(value));
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "DatabaseAddress[" + jdbcUrl + "]";
  }
}
