package io.pilothouse.serviceruntime.data;

/**
 * Where a database is reached and as whom.
 *
 * @param name the server's name, as the blueprint has it
 * @param jdbcUrl a PostgreSQL JDBC URL without credentials
 */
public record DatabaseEndpoint(String name, String jdbcUrl, String user, String password) {

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "DatabaseEndpoint[" + name + ", " + jdbcUrl + ", " + user + "]";
  }
}
