package io.pilothouse.serviceruntime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was to be removed from the shared tier while that took no calls: it may come back with the
 * old values. Bounded; what is forgotten for lack of room is served until its time to live ends.
 * Safe for concurrent use.
 */
final class UnfinishedRemovals {

  private static final int MOST_KEYS = 100_000;
  private static final Duration LONGEST_TIME_TO_LIVE = Duration.ofHours(24);

  private final Cache<String, Boolean> keys =
      Caffeine.newBuilder().maximumSize(MOST_KEYS).expireAfterWrite(LONGEST_TIME_TO_LIVE).build();
  private final Set<String> patterns = ConcurrentHashMap.newKeySet();

  boolean containsKey(String key) {
    return keys.getIfPresent(key) != null;
  }

  boolean containsPatternOf(String key) {
    return !patterns.isEmpty() && patterns.contains(key.substring(0, key.indexOf(':')));
  }

  void addKey(String key) {
    keys.put(key, Boolean.TRUE);
  }

  void addPattern(String pattern) {
    patterns.add(pattern);
  }

  void doneKey(String key) {
    keys.invalidate(key);
  }

  void donePattern(String pattern) {
    patterns.remove(pattern);
  }

  List<String> someKeys(int most) {
    return keys.asMap().keySet().stream().limit(most).toList();
  }

  List<String> patterns() {
    return List.copyOf(patterns);
  }

  boolean isEmpty() {
    return patterns.isEmpty() && keys.asMap().isEmpty();
  }
}
