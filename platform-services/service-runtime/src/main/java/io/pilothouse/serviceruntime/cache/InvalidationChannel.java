package io.pilothouse.serviceruntime.cache;

/**
 * How the instances of a service tell each other what their local tiers are to forget. Nothing that
 * is heard is told on, so one change is one message however many instances there are. Safe for
 * concurrent use.
 */
public interface InvalidationChannel extends AutoCloseable {

  /** Tells all other instances. */
  void announce(Invalidation what) throws SharedStoreException;

  /** Begins to listen; to be called once. The listener is called on the channel's own threads. */
  void listen(Listener listener);

  /** Whether messages of others arrive now. */
  boolean listening();

  @Override
  void close();

  /** What is to be forgotten. */
  sealed interface Invalidation {
    /**
     * One value.
     *
     * @param shared its {@link CacheKey#shared}
     */
    record Key(String shared) implements Invalidation {}

    /** All values of a pattern. */
    record Pattern(String name) implements Invalidation {}

    /** All values: too many were changed to name them. */
    record Everything() implements Invalidation {}
  }

  /** Hears what other instances announce, never what this one did. Returns quickly. */
  interface Listener {
    void invalidated(Invalidation what);

    /** From now on messages arrive; what was announced before may have been missed. */
    void resumed();
  }
}
