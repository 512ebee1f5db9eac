package io.pilothouse.authservice.signin;

/**
 * What somebody typed. {@link #toString} leaves the password out.
 *
 * @param userName as it was typed, which may be anything
 */
public record Credentials(String userName, String password) {
  @Override
  public String toString() {
    return "credentials";
  }
}
