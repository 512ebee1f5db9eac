package io.pilothouse.localtwin.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis cluster of real processes on the loopback interface: shards with their primaries and
 * replicas, behind a generated password.
 *
 * <p>There is no proxy in front: a cluster client learns from any node where each slot is, and is
 * told when that changes. A process that ends unasked is restarted after a while and comes back as
 * replica if its replica was promoted meanwhile.
 *
 * <p>Safe for use by any thread.
 */
public final class RedisCluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisCluster.class);

  /** A second is usual; the rest is for a machine that is busy beyond reason. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration FAILOVER_LIMIT = Duration.ofSeconds(15);
  private static final Duration MEND_LIMIT = Duration.ofSeconds(60);

  /** From so many primaries on, those that are left elect a replica by themselves. */
  private static final int SHARDS_THAT_ELECT = 3;

  private static final int PORT_ATTEMPTS = 3;

  private final RedisClusterSpec spec;
  private final ProcessGuardian guardian;
  private final Duration restartDelay;
  private final RedisClient client;
  private final String password;
  private final List<RedisNode> nodes;
  private final ScheduledExecutorService supervisor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("redis-supervisor").factory());

  /** Nodes that were stopped on purpose and stay down. */
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  private RedisCluster(
      RedisClusterSpec spec,
      RedisBinary binary,
      ProcessGuardian guardian,
      Duration restartDelay,
      ClientResources resources) {
    this.spec = spec;
    this.guardian = guardian;
    this.restartDelay = restartDelay;
    this.client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(Duration.ofMillis(500)).build())
            .build());
    var random = new SecureRandom();
    this.password = hexadecimal(random, 16);
    var layout =
        ClusterLayout.of(
            spec,
            password,
            freePorts(2 * spec.nodes()),
            IntStream.range(0, spec.nodes()).mapToObj(i -> hexadecimal(random, 20)).toList());
    this.nodes =
        layout.places().stream()
            .map(place -> new RedisNode(layout, place, binary, guardian, client))
            .toList();
  }

  /**
   * Starts the cluster below the guardian's run directory and returns when every slot is served and
   * every replica is in step.
   *
   * @param restartDelay how long a process that ended unasked stays down
   * @param resources Lettuce's threads, which the caller owns
   * @throws RedisException if it is not there within 60 s
   */
  public static RedisCluster start(
      RedisClusterSpec spec,
      RedisBinary binary,
      ProcessGuardian guardian,
      Duration restartDelay,
      ClientResources resources) {
    for (int attempt = 1; ; attempt++) {
      var cluster = new RedisCluster(spec, binary, guardian, restartDelay, resources);
      try {
        cluster.begin();
        return cluster;
      } catch (RedisException e) {
        cluster.close();
        // Between our look and Redis's bind another program may have taken a port.
        if (attempt == PORT_ATTEMPTS
            || !String.valueOf(e.getMessage()).contains("Address already in use")) {
          throw e;
        }
      }
    }
  }

  public RedisClusterSpec spec() {
    return spec;
  }

  /** Every process, asked now, primaries first; takes up to half a second when some are silent. */
  public List<RedisNodeState> state() {
    return nodes.parallelStream()
        .map(RedisNode::state)
        .sorted(
            Comparator.comparing(RedisNodeState::role)
                .thenComparing(RedisNodeState::shard)
                .thenComparing(RedisNodeState::name))
        .toList();
  }

  /** Whether every slot is served and every replica is in step. */
  public boolean healthy() {
    return nodes.parallelStream().allMatch(RedisCluster::isServing);
  }

  /** Addresses by which a cluster client finds all the others. They hold the password. */
  public List<RedisURI> addresses() {
    return nodes.stream().map(RedisNode::uri).toList();
  }

  /** A node's address as {@code redis://:password@host:port}. */
  public String url(String node) {
    return "redis://:%s@127.0.0.1:%d".formatted(password, node(node).place().port());
  }

  /**
   * Makes a replica of a shard its primary, in order: nothing written is lost.
   *
   * @return how long it took until the replica was the shard's only primary
   * @throws RedisException if no replica is in step, or it does not become primary within 15 s
   */
  public Duration failover(int shard) {
    var replica =
        nodes.stream()
            .filter(node -> node.place().shard() == shard)
            .filter(RedisCluster::isReplicaInStep)
            .findFirst()
            .orElseThrow(() ->
                new RedisException(
                    "Shard %d of %s has no replica in step".formatted(shard, spec.name())));
    long start = System.nanoTime();
    if (replica.ask(open -> open.sync().clusterFailover(false)).isEmpty()) {
      throw new RedisException(replica.place().name() + " does not answer");
    }
    awaitUntil(() -> isOnlyPrimary(replica), FAILOVER_LIMIT, "failover of shard " + shard);
    var took = Duration.ofNanos(System.nanoTime() - start);
    LOG.info(
        "redis failover shard={} primary={} millis={}",
        shard,
        replica.place().name(),
        took.toMillis());
    return took;
  }

  /** Kills a process as a fault would; supervision restarts it after its delay. */
  public void kill(String node) {
    node(node).end(StopSignal.KILL);
  }

  /** Stops a process; it stays down until {@link #release}. */
  public void hold(String node) {
    held.add(node);
    node(node).end(StopSignal.TERMINATE);
  }

  /** Kills every process of a shard at once; they stay down until {@link #mend}. */
  public void killShard(int shard) {
    var all = shard(shard);
    all.forEach(node -> held.add(node.place().name()));
    all.parallelStream().forEach(node -> node.end(StopSignal.KILL));
  }

  /** The primary of a shard now. @throws RedisException if the shard has none that answers */
  public RedisNodeState primary(int shard) {
    return shard(shard).stream()
        .map(RedisNode::state)
        .filter(node -> node.alive() && node.role() == RedisRole.PRIMARY)
        .findFirst()
        .orElseThrow(() ->
            new RedisException("Shard %d of %s has no primary".formatted(shard, spec.name())));
  }

  /**
   * Starts what is down without a pause, and returns when every slot is served and every replica is
   * in step. Does nothing when all is well.
   *
   * @throws RedisException if that takes longer than 60 s
   */
  public void mend() {
    if (supervisor.isShutdown()) {
      return;
    }
    held.clear();
    nodes.forEach(this::launch);
    awaitUntil(this::healthy, MEND_LIMIT, "mending of " + spec.name());
  }

  /** Starts what {@link #hold} stopped. */
  public void release(String node) {
    held.remove(node);
    launch(node(node));
  }

  /** Stops and starts a process, and returns when it answers. */
  public void restart(String name) {
    hold(name);
    release(name);
    var node = node(name);
    awaitUntil(() -> node.state().alive(), START_LIMIT, "restart of " + name);
  }

  /** Fills the cache to its limit, and goes on, until closed; then all of that is gone again. */
  public Disturbance fill() {
    return new CacheBallast(RedisClusterClient.create(client.getResources(), addresses()), spec);
  }

  /** Makes each process answer this late, most of the time, until closed. */
  public Disturbance slowDown(Duration delay) {
    return new CacheSlowness(client, addresses(), delay);
  }

  @Override
  public void close() {
    nodes.forEach(node -> held.add(node.place().name()));
    supervisor.shutdownNow();
    nodes.parallelStream().forEach(node -> node.end(StopSignal.TERMINATE));
    nodes.forEach(RedisNode::close);
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }

  private void begin() {
    nodes.forEach(this::launch);
    awaitUntil(
        () -> {
          nodes.stream().filter(RedisNode::ended).findFirst().ifPresent(RedisCluster::refuse);
          return healthy();
        },
        START_LIMIT,
        "start of Redis");
    LOG.info("redis cluster={} shards={} nodes={} ready", spec.name(), spec.shards(), nodes.size());
  }

  private void launch(RedisNode node) {
    node.start(ended -> onExit(node, ended));
  }

  private void onExit(RedisNode node, Process ended) {
    var name = node.place().name();
    if (held.contains(name) || guardian.closing() || supervisor.isShutdown()) {
      return;
    }
    LOG.warn(
        "redis node={} pid={} ended exit={} restartInMillis={} lastWords=\"{}\"",
        name,
        ended.pid(),
        ended.exitValue(),
        restartDelay.toMillis(),
        node.lastWords());
    if (spec.shards() < SHARDS_THAT_ELECT) {
      promoteInsteadOf(node);
    }
    var unused =
        supervisor.schedule(
            () -> {
              if (!held.contains(name) && !guardian.closing()) {
                launch(node);
              }
            },
            restartDelay.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * What Azure does for a cache with a single primary: nobody is left to elect its replica. As late
   * as an election begins.
   */
  private void promoteInsteadOf(RedisNode lost) {
    var unused =
        supervisor.schedule(
            () -> {
              if (lost.ended() && !guardian.closing()) {
                shard(lost.place().shard()).stream()
                    .filter(node -> isRole(node, RedisRole.REPLICA))
                    .findFirst()
                    .flatMap(
                        replica -> replica.ask(open -> open.sync().clusterFailover(false, true)))
                    .ifPresent(answer -> LOG.info("redis takeover from={}", lost.place().name()));
              }
            },
            ClusterLayout.NODE_TIMEOUT_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private List<RedisNode> shard(int shard) {
    var found = nodes.stream().filter(node -> node.place().shard() == shard).toList();
    if (found.isEmpty()) {
      throw new RedisException(
          "%s has no shard %d; it has %d, counted from 0"
              .formatted(spec.name(), shard, spec.shards()));
    }
    return found;
  }

  private void awaitUntil(BooleanSupplier condition, Duration limit, String what) {
    var reached = new CompletableFuture<Boolean>();
    var polling =
        supervisor.scheduleWithFixedDelay(
            () -> {
              try {
                if (condition.getAsBoolean()) {
                  reached.complete(true);
                }
              } catch (RedisException e) {
                reached.completeExceptionally(e);
              }
            },
            10,
            25,
            TimeUnit.MILLISECONDS);
    try {
      reached.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RedisException refused) {
        throw refused;
      }
      throw new RedisException(
          "%s not done in %d s: %s"
              .formatted(
                  what,
                  limit.toSeconds(),
                  nodes.stream()
                      .filter(node -> !node.state().alive())
                      .map(node -> node.place().name() + " said \"" + node.lastWords() + "\"")
                      .toList()),
          e);
    } finally {
      polling.cancel(false);
    }
  }

  private static void refuse(RedisNode node) {
    throw new RedisException(
        "Redis process " + node.place().name() + " ended at its start: " + node.lastWords());
  }

  private static boolean isServing(RedisNode node) {
    return node.ask(open -> open.sync().clusterInfo().contains("cluster_state:ok")).orElse(false)
        && node.state().figures().map(RedisFigures::linkUp).orElse(false);
  }

  /** Whether it is the primary of its shard in its own eyes and in no other's stead. */
  private boolean isOnlyPrimary(RedisNode node) {
    return nodes.stream()
        .filter(other -> other.place().shard() == node.place().shard())
        .filter(other -> isRole(other, RedisRole.PRIMARY))
        .toList()
        .equals(List.of(node));
  }

  private static boolean isRole(RedisNode node, RedisRole role) {
    return node.state().figures().map(figures -> figures.role() == role).orElse(false);
  }

  private static boolean isReplicaInStep(RedisNode node) {
    return node.state()
        .figures()
        .map(figures -> figures.role() == RedisRole.REPLICA && figures.linkUp())
        .orElse(false);
  }

  private RedisNode node(String name) {
    return nodes.stream()
        .filter(node -> node.place().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new RedisException("There is no Redis node '" + name + "'"));
  }

  private static String hexadecimal(SecureRandom random, int bytes) {
    var drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  /** Ports that were free a moment ago, all different. */
  private static List<Integer> freePorts(int count) {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new RedisException("No free port on the loopback interface: " + e.getMessage(), e);
    } finally {
      for (var socket : sockets) {
        try {
          socket.close();
        } catch (IOException e) {
          LOG.debug("port {} not released: {}", socket.getLocalPort(), e.getMessage());
        }
      }
    }
  }

  /** Something that goes on until it is closed; then the cache is as it was. */
  @FunctionalInterface
  public interface Disturbance extends AutoCloseable {
    @Override
    void close();
  }
}
