package io.pilothouse.serviceruntime.cache;

import java.util.Optional;

/**
 * The name of one cached value: the pattern it belongs to and its identity inside that pattern.
 *
 * @param pattern what kind of value, for example {@code user_session}; selects the time to live and
 *     the counters
 * @param id the identity inside the pattern
 */
public record CacheKey(String pattern, String id) {

  public CacheKey {
    if (pattern.isBlank() || pattern.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "cache pattern must be a name without ':', got '" + pattern + "'");
    }
  }

  /** The key that stands as this in the shared tier; empty when none does. */
  static Optional<CacheKey> ofShared(String text) {
    int colon = text.indexOf(':');
    return colon < 1 || text.substring(0, colon).isBlank()
        ? Optional.empty()
        : Optional.of(new CacheKey(text.substring(0, colon), text.substring(colon + 1)));
  }

  /** The key in the shared tier: {@code pattern:id}. */
  public String shared() {
    return pattern + ":" + id;
  }

  /** Faster than a record's own, which a cache asks for on every read. */
  @Override
  public int hashCode() {
    return 31 * pattern.hashCode() + id.hashCode();
  }
}
