package io.pilothouse.serviceruntime.messaging;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * The ids of messages that were handled, so that one which comes twice is handled once. Safe for
 * concurrent use.
 */
public interface HandledMessages {

  boolean contains(String id);

  void add(String id);

  /** Keeps none, for handlers that know by themselves what they have handled. */
  static HandledMessages untracked() {
    return new HandledMessages() {
      @Override
      public boolean contains(String id) {
        return false;
      }

      @Override
      public void add(String id) {
        // The handler's own transaction has it.
      }
    };
  }

  /**
   * Keeps them in this process's memory, for a time. Enough where a message that was handled comes
   * again soon and to the same process; a store shared by all pods is needed otherwise.
   *
   * @param most how many are kept at most, the oldest forgotten first
   */
  static HandledMessages inMemory(Duration keep, long most, Ticker ticker) {
    Cache<String, Boolean> ids =
        Caffeine.newBuilder().expireAfterWrite(keep).maximumSize(most).ticker(ticker).build();
    return new HandledMessages() {
      @Override
      public boolean contains(String id) {
        return ids.getIfPresent(id) != null;
      }

      @Override
      public void add(String id) {
        ids.put(id, true);
      }
    };
  }
}
