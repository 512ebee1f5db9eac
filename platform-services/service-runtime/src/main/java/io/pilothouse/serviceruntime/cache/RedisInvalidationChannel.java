package io.pilothouse.serviceruntime.cache;

import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Invalidations over Redis's publish and subscribe, which keeps nothing for who is not there: each
 * time that the subscription begins anew, the listener is told that messages may be missing.
 *
 * <p>A message is {@code INSTANCE|KIND|NAME}; an instance knows its own and passes over them. A
 * connection that is open but dead is found by a heartbeat, and replaced.
 */
final class RedisInvalidationChannel implements InvalidationChannel {

  private static final Logger LOG = LoggerFactory.getLogger(RedisInvalidationChannel.class);
  private static final int MISSED_HEARTBEATS = 2;

  private final String instance = UUID.randomUUID().toString();
  private final Supplier<StatefulRedisPubSubConnection<String, String>> connect;
  private final Publisher publisher;
  private final String name;
  private final Duration heartbeat;
  private final Duration patience;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cache-invalidations").factory());

  private volatile boolean subscribed;
  private volatile @Nullable ScheduledFuture<?> watching;

  /** Touched by the watch's thread alone, and by close after that has ended. */
  private @Nullable StatefulRedisPubSubConnection<String, String> connection;

  /** Touched by the watch's thread alone. */
  private int missed;

  RedisInvalidationChannel(
      Supplier<StatefulRedisPubSubConnection<String, String>> connect,
      Publisher publisher,
      String name,
      Duration heartbeat,
      Duration patience) {
    this.connect = connect;
    this.publisher = publisher;
    this.name = name;
    this.heartbeat = heartbeat;
    this.patience = patience;
  }

  @Override
  public void announce(Invalidation what) throws SharedStoreException {
    publisher.publish(
        instance
            + switch (what) {
              case Invalidation.Key(var shared) -> "|k|" + shared;
              case Invalidation.Pattern(var pattern) -> "|p|" + pattern;
              case Invalidation.Everything() -> "|a|";
            });
  }

  @Override
  public void listen(Listener listener) {
    watching =
        watch.scheduleWithFixedDelay(
            () -> keepSubscribed(listener), 0, heartbeat.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean listening() {
    return subscribed;
  }

  @Override
  public void close() {
    var running = watching;
    if (running != null) {
      running.cancel(true);
    }
    watch.shutdownNow();
    try {
      if (!watch.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return; // The store's client closes what it has opened.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    drop();
  }

  private void keepSubscribed(Listener listener) {
    try {
      var open = connection;
      if (open == null) {
        connection = subscribe(listener);
        missed = 0;
        return;
      }
      open.async().ping().get(patience.toNanos(), TimeUnit.NANOSECONDS);
      missed = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RedisException e) {
      LOG.debug("invalidation channel={} does not answer cause=\"{}\"", name, e.toString());
      missed++;
      if (missed >= MISSED_HEARTBEATS && connection != null) {
        LOG.info("invalidation channel={} lost cause=\"{}\"", name, e.toString());
        drop();
      }
    } catch (RuntimeException e) {
      LOG.warn("invalidation channel={} watch failed", name, e);
    }
  }

  private StatefulRedisPubSubConnection<String, String> subscribe(Listener listener)
      throws InterruptedException, ExecutionException, TimeoutException {
    var fresh = connect.get();
    fresh.addListener(new Ears(listener));
    try {
      fresh.async().subscribe(name).get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return fresh;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  private void drop() {
    subscribed = false;
    var open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  private Optional<Invalidation> fromOthers(String message) {
    int kind = message.indexOf('|');
    if (kind < 0 || message.length() < kind + 3 || message.charAt(kind + 2) != '|') {
      LOG.debug("invalidation channel={} passed over a message that is not ours", name);
      return Optional.empty();
    }
    if (message.startsWith(instance)) {
      return Optional.empty();
    }
    var what = message.substring(kind + 3);
    return switch (message.charAt(kind + 1)) {
      case 'k' -> Optional.of(new Invalidation.Key(what));
      case 'p' -> Optional.of(new Invalidation.Pattern(what));
      case 'a' -> Optional.of(new Invalidation.Everything());
      default -> Optional.empty();
    };
  }

  /** Hears the channel, on Lettuce's threads. */
  private final class Ears extends RedisPubSubAdapter<String, String> {
    private final Listener listener;

    Ears(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void message(String channel, String message) {
      fromOthers(message).ifPresent(listener::invalidated);
    }

    @Override
    public void subscribed(String channel, long count) {
      subscribed = true;
      LOG.info("invalidation channel={} listening", name);
      listener.resumed();
    }
  }

  /** Sends a message to all who listen. */
  @FunctionalInterface
  interface Publisher {
    void publish(String message) throws SharedStoreException;
  }
}
