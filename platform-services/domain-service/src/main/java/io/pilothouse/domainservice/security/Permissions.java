package io.pilothouse.domainservice.security;

/**
 * The permissions that the service asks of a token: {@code SERVICE:read} and {@code SERVICE:write},
 * with the blueprint's id of the service.
 */
public record Permissions(String read, String write) {
  /** Spring's expression for what only reads. */
  public static final String MAY_READ = "hasAuthority(@permissions.read())";

  /** Spring's expression for what changes something. */
  public static final String MAY_WRITE = "hasAuthority(@permissions.write())";

  static Permissions of(String component) {
    return new Permissions(component + ":read", component + ":write");
  }
}
