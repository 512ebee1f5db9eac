package io.pilothouse.serviceruntime.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary and its read replicas as one database: writes go to the primary's endpoint, reads to a
 * replica within the lag objective, otherwise to the primary.
 *
 * <p>The primary's endpoint is an address that follows the role, as Azure's is. After a failover
 * the pools drop the connections that fail or that turned read-only and open new ones; nothing is
 * restarted. A write is tried once, because only the caller knows whether it may be repeated; a
 * read that fails on a replica is tried once on the primary.
 *
 * <p>Safe for concurrent use.
 */
public final class RoutedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RoutedDatabase.class);
  private static final Duration LONGEST_LAG = Duration.ofHours(1);
  private static final String PRIMARY_POSITION =
      "select case when pg_is_in_recovery() then -1 else pg_current_wal_lsn() - '0/0' end";
  private static final String REPLAYED_POSITION =
      "select coalesce(pg_last_wal_replay_lsn(), pg_current_wal_lsn()) - '0/0'";

  private final RoutingPolicy policy;
  private final InstantSource clock;
  private final DatabasePool primary;
  private final List<DatabasePool> replicas;
  private final ScheduledExecutorService probes;
  private final List<ScheduledFuture<?>> probing = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final LongAdder writes = new LongAdder();
  private final LongAdder replicaReads = new LongAdder();
  private final LongAdder primaryReads = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /** Guards {@link #lag}. */
  private final Object lagLock = new Object();

  private final ReplicationLag lag = new ReplicationLag(LONGEST_LAG);

  /** One a replica; written by its probe, read by all. */
  private volatile List<ReplicaReading> readings;

  /**
   * Opens the pools and starts to ask the servers for their positions. The servers need not be
   * there yet.
   *
   * @param replicas may be empty: then the primary answers all
   */
  public RoutedDatabase(
      DatabaseEndpoint primary,
      List<DatabaseEndpoint> replicas,
      PoolSettings primaryPool,
      PoolSettings replicaPool,
      RoutingPolicy policy,
      InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
    this.primary = new DatabasePool(primary, primaryPool);
    this.replicas =
        replicas.stream().map(replica -> new DatabasePool(replica, replicaPool)).toList();
    this.readings =
        replicas.stream()
            .map(r -> new ReplicaReading(r.name(), Optional.empty(), 0, Optional.empty()))
            .toList();
    this.probes =
        Executors.newScheduledThreadPool(
            1 + replicas.size(),
            Thread.ofPlatform().daemon().name("lag-probe-" + primary.name() + "-", 0).factory());
    if (!replicas.isEmpty()) {
      schedule(this::probePrimary);
      for (int i = 0; i < replicas.size(); i++) {
        int index = i;
        schedule(() -> probeReplica(index));
      }
    }
  }

  /**
   * Writes on the primary.
   *
   * @throws DatabaseUnavailableException when the work failed; whether it took effect is unknown
   *     when the connection broke
   */
  public <T> T write(SqlWork<T> work) {
    return write(work, ServerFailures.UNTOLD);
  }

  /** {@link #write(SqlWork)} that tells of a failure too. */
  public <T> T write(SqlWork<T> work, ServerFailures failed) {
    writes.increment();
    return onPrimary(work, failed);
  }

  /**
   * Reads where {@link ReadRoute#choose} says.
   *
   * @throws DatabaseUnavailableException when neither the replica nor the primary answered
   */
  public <T> T read(SqlWork<T> work) {
    return read(work, ServerFailures.UNTOLD);
  }

  /**
   * {@link #read(SqlWork)} that tells of failures too, also of those that the caller never sees.
   */
  public <T> T read(SqlWork<T> work, ServerFailures failed) {
    var route =
        ReadRoute.choose(
            readings,
            policy.lagObjective(),
            policy.staleAfter(),
            clock.instant(),
            turn.getAndIncrement());
    if (route instanceof ReadRoute.ToReplica(int index)) {
      var replica = replicas.get(index);
      try {
        T answer = replica.run(readOnly(work));
        replicaReads.increment();
        return answer;
      } catch (SQLException e) {
        failed.failed(replica.endpoint().name(), e);
        LOG.debug("read on {} failed cause=\"{}\"", replica.endpoint().name(), e.getMessage());
      }
    }
    primaryReads.increment();
    return onPrimary(work, failed);
  }

  /** The name of the server that takes the writes. */
  public String primary() {
    return primary.endpoint().name();
  }

  /** New connections are made as this user from now on; open ones stay as they are. */
  public void credentials(String user, String password) {
    primary.credentials(user, password);
    replicas.forEach(replica -> replica.credentials(user, password));
  }

  /** What is known of each replica, in the order in which they were given. */
  public List<ReplicaReading> replicas() {
    return readings;
  }

  public RoutingSnapshot snapshot() {
    var pools = new LinkedHashMap<String, PoolUse>();
    pools.put(primary.endpoint().name(), primary.use());
    replicas.forEach(replica -> pools.put(replica.endpoint().name(), replica.use()));
    return new RoutingSnapshot(
        writes.sum(), replicaReads.sum(), primaryReads.sum(), failures.sum(), readings, pools);
  }

  @Override
  public void close() {
    probing.forEach(probe -> probe.cancel(true));
    probes.shutdownNow();
    primary.close();
    replicas.forEach(DatabasePool::close);
  }

  private <T> T onPrimary(SqlWork<T> work, ServerFailures failed) {
    try {
      return primary.run(work);
    } catch (SQLException e) {
      failed.failed(primary.endpoint().name(), e);
      failures.increment();
      throw new DatabaseUnavailableException(
          "database " + primary.endpoint().name() + ": " + e.getMessage(), e);
    }
  }

  private static <T> SqlWork<T> readOnly(SqlWork<T> work) {
    return connection -> {
      connection.setReadOnly(true);
      return work.on(connection);
    };
  }

  private void schedule(Runnable probe) {
    probing.add(
        probes.scheduleWithFixedDelay(
            probe, 0, policy.probePeriod().toMillis(), TimeUnit.MILLISECONDS));
  }

  private void probePrimary() {
    try {
      long position = primary.run(connection -> position(connection, PRIMARY_POSITION));
      if (position >= 0) {
        synchronized (lagLock) {
          lag.primaryAt(position, clock.instant());
        }
      }
    } catch (SQLException | RuntimeException e) {
      LOG.debug("position of {} unknown cause=\"{}\"", primary.endpoint().name(), e.getMessage());
    }
  }

  private void probeReplica(int index) {
    var replica = replicas.get(index);
    try {
      long replayed = replica.run(connection -> position(connection, REPLAYED_POSITION));
      var now = clock.instant();
      synchronized (lagLock) {
        var changed = new ArrayList<>(readings);
        changed.set(
            index,
            new ReplicaReading(
                replica.endpoint().name(),
                lag.of(replayed, now),
                lag.bytes(replayed),
                Optional.of(now)));
        readings = List.copyOf(changed);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.debug("position of {} unknown cause=\"{}\"", replica.endpoint().name(), e.getMessage());
    }
  }

  private static long position(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
