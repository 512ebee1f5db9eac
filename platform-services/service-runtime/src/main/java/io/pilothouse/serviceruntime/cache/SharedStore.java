package io.pilothouse.serviceruntime.cache;

import java.time.Duration;
import java.util.Optional;

/**
 * The store behind the shared tier. Its calls may fail; {@link SharedTier} decides what a failure
 * means. Safe for concurrent use.
 */
public interface SharedStore extends AutoCloseable {

  Optional<String> get(String key) throws SharedStoreException;

  /** Stores a value that the store forgets by itself after {@code timeToLive}. */
  void put(String key, String value, Duration timeToLive) throws SharedStoreException;

  void remove(String key) throws SharedStoreException;

  /**
   * Removes every key that begins like this. Walks through the whole store in small steps, so it is
   * for rare occasions.
   */
  void removeAll(String prefix) throws SharedStoreException;

  @Override
  void close();
}
