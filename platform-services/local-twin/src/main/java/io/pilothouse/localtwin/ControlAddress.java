package io.pilothouse.localtwin;

/**
 * Where faults of a running twin are asked for. Holds a secret.
 *
 * @param url of the twin's control endpoint, on loopback
 * @param token the bearer token that it wants
 */
public record ControlAddress(String url, String token) {
  @Override
  public String toString() {
    return url;
  }
}
