package io.pilothouse.apigateway.limit;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What all instances have counted together, in Redis. The connection is made with the first request
 * that needs it, so that a gateway starts while Redis is gone; whatever goes wrong is thrown to the
 * caller within the command's time-out.
 */
final class RedisCounts implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofMillis(500);

  /** Counts outlive their window by this, so that clocks may differ. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final RateLimitProperties settings;
  private final ClientResources resources;
  private final RedisCodec<String, byte[]> codec =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private final Object connecting = new Object();
  private volatile Optional<ProxyManager<String>> buckets = Optional.empty();
  private AutoCloseable client = () -> {}; // Guarded by connecting.

  RedisCounts(RateLimitProperties settings, ClientResources resources) {
    this.settings = settings;
    this.resources = resources;
  }

  RateDecision take(Quota quota, BucketConfiguration configuration, String caller) {
    var bucket =
        connected()
            .builder()
            .build("pilothouse:gateway:rate:" + quota.name() + ":" + caller, () -> configuration);
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    long wait =
        probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
    return new RateDecision(
        probe.isConsumed(), probe.getRemainingTokens(), Duration.ofNanos(wait), true);
  }

  private ProxyManager<String> connected() {
    var known = buckets;
    if (known.isPresent()) {
      return known.orElseThrow();
    }
    synchronized (connecting) {
      if (buckets.isEmpty()) {
        buckets = Optional.of(connect());
      }
      return buckets.orElseThrow();
    }
  }

  private ProxyManager<String> connect() {
    var addresses = settings.redisUrl().stream().map(this::address).toList();
    return settings.clustered() ? connectCluster(addresses) : connectServer(addresses.getFirst());
  }

  private ProxyManager<String> connectServer(RedisURI address) {
    var server = RedisClient.create(resources, address);
    server.setOptions(options(ClientOptions.builder()).build());
    try {
      var manager =
          Bucket4jLettuce.casBasedBuilder(server.connect(codec))
              .expirationAfterWrite(expiry())
              .requestTimeout(settings.commandTimeout())
              .build();
      client = server;
      return manager;
    } catch (RuntimeException e) {
      server.shutdown(0, 0, TimeUnit.SECONDS);
      throw e;
    }
  }

  private ProxyManager<String> connectCluster(List<RedisURI> addresses) {
    var cluster = RedisClusterClient.create(resources, addresses);
    cluster.setOptions(clusterOptions());
    try {
      var manager =
          Bucket4jLettuce.casBasedBuilder(cluster.connect(codec))
              .expirationAfterWrite(expiry())
              .requestTimeout(settings.commandTimeout())
              .build();
      client = cluster;
      return manager;
    } catch (RuntimeException e) {
      cluster.shutdown(0, 0, TimeUnit.SECONDS);
      throw e;
    }
  }

  private static ClusterClientOptions clusterOptions() {
    return ClusterClientOptions.builder(options(ClientOptions.builder()).build())
        .topologyRefreshOptions(
            io.lettuce.core.cluster.ClusterTopologyRefreshOptions.builder()
                .enableAllAdaptiveRefreshTriggers()
                .build())
        .build();
  }

  /** A command to a lost connection fails at once instead of waiting for it to come back. */
  private static ClientOptions.Builder options(ClientOptions.Builder builder) {
    return builder
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .timeoutOptions(TimeoutOptions.enabled())
        .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build());
  }

  private RedisURI address(String url) {
    var address = RedisURI.create(url);
    address.setTimeout(CONNECT);
    return address;
  }

  private static ExpirationAfterWriteStrategy expiry() {
    return ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT);
  }

  @Override
  public void close() throws Exception {
    synchronized (connecting) {
      client.close();
    }
  }
}
