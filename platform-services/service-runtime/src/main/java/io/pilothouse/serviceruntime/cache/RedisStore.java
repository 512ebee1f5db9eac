package io.pilothouse.serviceruntime.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisStringAsyncCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server or a Redis cluster as the store of the shared tier, over one shared Lettuce
 * connection.
 *
 * <p>Connects at the first call that needs it, so that a service starts without Redis. While a
 * server's connection is down its calls fail at once instead of queueing; Lettuce reconnects by
 * itself, and in a cluster follows slots to their new primary.
 */
public final class RedisStore implements SharedStore {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private static final int SCAN_STEP = 500;
  private static final Pattern GLOB = Pattern.compile("[\\\\*?\\[\\]^]");

  private final AbstractRedisClient client;
  private final Supplier<StatefulConnection<String, String>> connect;
  private final Supplier<StatefulRedisPubSubConnection<String, String>> subscriptions;
  private final String place;
  private final Duration commandTimeout;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable StatefulConnection<String, String> connection;

  private RedisStore(
      AbstractRedisClient client,
      Supplier<StatefulConnection<String, String>> connect,
      Supplier<StatefulRedisPubSubConnection<String, String>> subscriptions,
      String place,
      Duration commandTimeout) {
    this.client = client;
    this.connect = connect;
    this.subscriptions = subscriptions;
    this.place = place;
    this.commandTimeout = commandTimeout;
  }

  /**
   * Describes one server; nothing is opened yet.
   *
   * @param resources Lettuce's threads, which the caller owns and shares among stores
   * @param commandTimeout how long a call may take before it counts as failed
   */
  public static RedisStore ofServer(
      RedisURI server, ClientResources resources, Duration commandTimeout) {
    server.setTimeout(connectTimeout(commandTimeout));
    var client = RedisClient.create(resources, server);
    client.setOptions(options(ClientOptions.builder(), commandTimeout).build());
    return new RedisStore(
        client, client::connect, client::connectPubSub, place(server), commandTimeout);
  }

  /**
   * Describes a cluster by some of its nodes; nothing is opened yet.
   *
   * @param nodes nodes to ask for the others; any of them may be away
   * @param resources Lettuce's threads, which the caller owns and shares among stores
   * @param commandTimeout how long a call may take before it counts as failed
   */
  public static RedisStore ofCluster(
      List<RedisURI> nodes, ClientResources resources, Duration commandTimeout) {
    nodes.forEach(node -> node.setTimeout(connectTimeout(commandTimeout)));
    var client = RedisClusterClient.create(resources, nodes);
    var options =
        ClusterClientOptions.builder()
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enableAllAdaptiveRefreshTriggers()
                    .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                    .enablePeriodicRefresh(Duration.ofSeconds(5))
                    .build());
    options(options, commandTimeout);
    client.setOptions(options.build());
    return new RedisStore(
        client,
        client::connect,
        client::connectPubSub,
        "cluster of " + nodes.stream().map(RedisStore::place).toList(),
        commandTimeout);
  }

  private static <B extends ClientOptions.Builder> B options(B builder, Duration commandTimeout) {
    builder
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .socketOptions(
            SocketOptions.builder().connectTimeout(connectTimeout(commandTimeout)).build());
    return builder;
  }

  /** The first connection also learns the cluster's shape; only one caller waits for it. */
  private static Duration connectTimeout(Duration commandTimeout) {
    return commandTimeout.compareTo(CONNECT_TIMEOUT) > 0 ? commandTimeout : CONNECT_TIMEOUT;
  }

  private static String place(RedisURI server) {
    return server.getHost() + ":" + server.getPort();
  }

  @Override
  public Optional<String> get(String key) throws SharedStoreException {
    // Past the synchronous commands, which are reflected proxies: this is the one on the hot path.
    return onConnection(open ->
        Optional.ofNullable(
            LettuceFutures.awaitOrCancel(
                asynchronous(open).get(key), commandTimeout.toNanos(), NANOSECONDS)));
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
  public void removeAll(String prefix) throws SharedStoreException {
    var pattern = GLOB.matcher(prefix).replaceAll("\\\\$0") + "*";
    call(commands -> {
      var found = ScanIterator.scan(commands, ScanArgs.Builder.matches(pattern).limit(SCAN_STEP));
      var batch = new ArrayList<String>(SCAN_STEP);
      while (found.hasNext()) {
        batch.add(found.next());
        if (batch.size() == SCAN_STEP || !found.hasNext()) {
          commands.unlink(batch.toArray(String[]::new));
          batch.clear();
        }
      }
      return true;
    });
  }

  /**
   * The channel by which the instances of a service tell each other of changes, on a connection of
   * its own to the same server or cluster. It ends before this store does.
   *
   * @param name the channel's name in Redis, the same for all instances of a service
   * @param heartbeat how often the connection is proved; two that fail in a row mean that messages
   *     are lost
   */
  public InvalidationChannel channel(String name, Duration heartbeat) {
    return new RedisInvalidationChannel(
        subscriptions,
        message -> call(commands -> commands.publish(name, message)),
        name,
        heartbeat,
        commandTimeout);
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }

  private <T> T call(Command<T> command) throws SharedStoreException {
    return onConnection(open -> command.run(commands(open)));
  }

  private <T> T onConnection(Function<StatefulConnection<String, String>, T> work)
      throws SharedStoreException {
    try {
      return work.apply(connected());
    } catch (RedisException e) {
      throw new SharedStoreException("Redis at " + place + ": " + rootMessage(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SharedStoreException("Redis at " + place + ": interrupted while connecting", e);
    }
  }

  private StatefulConnection<String, String> connected() throws InterruptedException {
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
        current = connect.get();
        current.setTimeout(commandTimeout);
        connection = current;
      }
      return current;
    } finally {
      connecting.unlock();
    }
  }

  private static RedisClusterCommands<String, String> commands(
      StatefulConnection<String, String> open) {
    return switch (open) {
      case StatefulRedisClusterConnection<String, String> cluster -> cluster.sync();
      case StatefulRedisConnection<String, String> server -> server.sync();
      default -> throw new IllegalStateException("neither a server's nor a cluster's: " + open);
    };
  }

  private static RedisStringAsyncCommands<String, String> asynchronous(
      StatefulConnection<String, String> open) {
    return switch (open) {
      case StatefulRedisClusterConnection<String, String> cluster -> cluster.async();
      case StatefulRedisConnection<String, String> server -> server.async();
      default -> throw new IllegalStateException("neither a server's nor a cluster's: " + open);
    };
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
    T run(RedisClusterCommands<String, String> commands);
  }
}
