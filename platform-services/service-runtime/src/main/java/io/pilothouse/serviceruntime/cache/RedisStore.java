package io.pilothouse.serviceruntime.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server as the store of the shared tier, over one shared Lettuce connection.
 *
 * <p>Connects at the first call that needs it, so that a service starts without Redis. While the
 * connection is down calls fail at once instead of queueing; Lettuce reconnects by itself.
 */
public final class RedisStore implements SharedStore {

  private final RedisClient client;
  private final String place;
  private final Duration commandTimeout;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable StatefulRedisConnection<String, String> connection;

  /**
   * Describes the server; nothing is opened yet.
   *
   * @param resources Lettuce's threads, which the caller owns and shares among stores
   * @param commandTimeout how long a call may take before it counts as failed
   */
  public RedisStore(RedisURI server, ClientResources resources, Duration commandTimeout) {
    server.setTimeout(commandTimeout);
    this.commandTimeout = commandTimeout;
    this.place = server.getHost() + ":" + server.getPort();
    this.client = RedisClient.create(resources, server);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(commandTimeout).build())
            .build());
  }

  @Override
  public Optional<String> get(String key) throws SharedStoreException {
    return call(commands -> Optional.ofNullable(commands.get(key)));
  }

  @Override
  public void put(String key, String value, Duration timeToLive) throws SharedStoreException {
    var millis = Math.max(1L, timeToLive.toMillis());
    call(commands -> commands.set(key, value, SetArgs.Builder.px(millis)));
  }

  @Override
  public void remove(String key) throws SharedStoreException {
    call(commands -> commands.del(key));
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }

  private <T> T call(Command<T> command) throws SharedStoreException {
    try {
      return command.run(connected().sync());
    } catch (RedisException e) {
      throw new SharedStoreException("Redis at " + place + ": " + rootMessage(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SharedStoreException("Redis at " + place + ": interrupted while connecting", e);
    }
  }

  private StatefulRedisConnection<String, String> connected() throws InterruptedException {
    var current = connection;
    if (current != null) {
      return current;
    }
    if (!connecting.tryLock(commandTimeout.toNanos(), NANOSECONDS)) {
      throw new RedisConnectionException("still connecting");
    }
    try {
      current = connection;
      if (current == null) {
        current = client.connect();
        connection = current;
      }
      return current;
    } finally {
      connecting.unlock();
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }

  /** A command on an open connection. */
  private interface Command<T> {
    T run(RedisCommands<String, String> commands);
  }
}
