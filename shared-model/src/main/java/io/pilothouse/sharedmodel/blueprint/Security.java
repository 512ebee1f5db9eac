package io.pilothouse.sharedmodel.blueprint;

import java.time.Duration;
import java.util.Optional;

/**
 * How people and services prove who they are, and how secrets are kept.
 *
 * @param secretStore where secrets are kept, in the document's own words
 * @param minimumTlsVersion oldest TLS version on the way through the system, such as {@code 1.3}
 */
public record Security(
    Optional<Tokens> tokens,
    Optional<Passwords> passwords,
    Optional<String> secretStore,
    Optional<String> minimumTlsVersion,
    Optional<Source> source) {

  /**
   * Tokens that the services take.
   *
   * @param format such as JWT
   * @param algorithm signature by its JOSE name, such as {@code RS256}
   * @param fixedSecret whether they are signed with one secret that never changes
   */
  public record Tokens(
      String format,
      Optional<String> algorithm,
      Optional<Boolean> fixedSecret,
      Optional<Source> source) {}

  /**
   * What passwords must be.
   *
   * @param complexity kinds of characters, in the document's own words
   * @param rotation time after which a password is changed
   * @param hashing how passwords are stored, such as BCrypt
   */
  public record Passwords(
      Optional<Integer> minimumLength,
      Optional<String> complexity,
      Optional<Duration> rotation,
      Optional<String> hashing,
      Optional<Source> source) {}
}
