package io.pilothouse.localtwin.load;

/**
 * The user and password of one application at its database server, as the vault has them. A pod
 * reads them when it starts, as from an environment variable: a rotated password reaches the
 * services with the next pod that starts.
 *
 * <p>Safe for concurrent use.
 */
public final class DatabaseSecret {

  private final String user;
  private volatile String password;

  public DatabaseSecret(String user, String password) {
    this.user = user;
    this.password = password;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  /** Puts a new password into the vault; nobody is told. */
  public void replace(String newPassword) {
    password = newPassword;
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "DatabaseSecret[" + user + "]";
  }
}
