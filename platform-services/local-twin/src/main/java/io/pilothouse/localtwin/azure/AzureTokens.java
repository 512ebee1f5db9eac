package io.pilothouse.localtwin.azure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The bearer tokens that the endpoint takes, made at random for one run.
 *
 * @param operator may read and write, as the role Contributor
 * @param reader may only read, as the role Reader
 */
public record AzureTokens(String operator, String reader) {
  /** What a token allows. */
  public enum Role {
    CONTRIBUTOR,
    READER
  }

  /** Fresh tokens. */
  public static AzureTokens random() {
    return new AzureTokens(randomToken(), randomToken());
  }

  /** The role of a token; empty for one that is not known. */
  public Optional<Role> role(String token) {
    if (same(operator, token)) {
      return Optional.of(Role.CONTRIBUTOR);
    }
    return same(reader, token) ? Optional.of(Role.READER) : Optional.empty();
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static String randomToken() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "AzureTokens[…]";
  }
}
