package io.pilothouse.serviceruntime.cache;

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

  /** The key in the shared tier: {@code pattern:id}. */
  public String shared() {
    return pattern + ":" + id;
  }
}
