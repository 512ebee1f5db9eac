package io.pilothouse.serviceruntime.cache;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The loads that are under way, one for each key. A key that was changed meanwhile is grounded: its
 * load goes on for those who wait for it, but may no longer land in a tier.
 *
 * @param <T> what a load brings
 */
final class Flights<T> {

  private final Map<CacheKey, Flight<T>> underWay = new ConcurrentHashMap<>();

  /** Begins a flight for a key, unless one is under way. */
  Boarded<T> board(CacheKey key) {
    var mine = new Flight<T>();
    var other = underWay.putIfAbsent(key, mine);
    return other == null
        ? new Boarded<>(mine, Optional.empty())
        : new Boarded<>(mine, Optional.of(other));
  }

  /** Does the work of a flight and lands what it brings, unless the key was grounded. */
  T fly(CacheKey key, Flight<T> mine, Function<Flight<T>, T> work, Consumer<T> land) {
    try {
      T brought = work.apply(mine);
      underWay.computeIfPresent(
          key,
          (same, flight) -> {
            if (flight.is(mine)) {
              land.accept(brought);
            }
            return flight;
          });
      mine.answer.complete(brought);
      return brought;
    } catch (RuntimeException | Error e) {
      mine.answer.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(key, mine);
    }
  }

  /** Whether what the flight brings may still be kept. */
  boolean mayLand(CacheKey key, Flight<T> mine) {
    return mine.is(underWay.get(key));
  }

  void ground(CacheKey key) {
    underWay.remove(key);
  }

  void ground(Predicate<CacheKey> which) {
    underWay.keySet().removeIf(which);
  }

  /**
   * A flight of one's own, or somebody's to wait for.
   *
   * @param mine not under way when there is another
   */
  record Boarded<T>(Flight<T> mine, Optional<Flight<T>> other) {}

  /** One load. */
  static final class Flight<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    T await() {
      try {
        return answer.join();
      } catch (CompletionException e) {
        switch (e.getCause()) {
          case RuntimeException failure -> throw failure;
          case Error failure -> throw failure;
          case null, default -> throw e;
        }
      }
    }

    @SuppressWarnings("ReferenceEquality") // A flight is itself, not what it brings.
    private boolean is(@Nullable Flight<T> other) {
      return this == other;
    }
  }
}
