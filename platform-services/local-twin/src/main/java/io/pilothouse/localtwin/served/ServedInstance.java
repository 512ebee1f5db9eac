package io.pilothouse.localtwin.served;

import java.util.Optional;

/**
 * A process that runs as an instance of a service of the twin.
 *
 * @param service the blueprint's id; {@code auth-service} and {@code api-gateway} in any system
 * @param holder whose lease it has
 * @param url where it takes requests
 * @param management where it tells its health and figures
 * @param visitor as whom the twin's visitors sign in at it, where it is the auth-service
 */
public record ServedInstance(
    String service, String holder, String url, String management, Optional<Visitor> visitor) {

  /** A client of the auth-service. {@link #toString} leaves the secret out. */
  public record Visitor(String client, String secret) {
    @Override
    public String toString() {
      return client;
    }
  }
}
