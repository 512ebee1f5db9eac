package io.pilothouse.serviceruntime.spring.cache;

import io.pilothouse.serviceruntime.cache.TwoTierCache;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** Spring's caches as patterns of one two-tier cache; a name that is asked for first is made. */
final class TwoTierCacheManager implements CacheManager {

  private final TwoTierCache<Object> tiers;
  private final Map<String, Cache> byPattern = new ConcurrentHashMap<>();

  TwoTierCacheManager(TwoTierCache<Object> tiers) {
    this.tiers = tiers;
  }

  @Override
  public Cache getCache(String name) {
    return byPattern.computeIfAbsent(name, pattern -> new TwoTierSpringCache(pattern, tiers));
  }

  @Override
  public Collection<String> getCacheNames() {
    return Set.copyOf(byPattern.keySet());
  }
}
