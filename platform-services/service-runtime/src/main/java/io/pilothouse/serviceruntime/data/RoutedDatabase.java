package io.pilothouse.serviceruntime.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary and its read replicas as one database: writes go to the primary's endpoint, reads to a
 * replica within the lag objective that shows what the session wrote, otherwise to the primary.
 *
 * <p>The primary's endpoint is an address that follows the role, as Azure's is. After a failover
 * the pools drop the connections that fail or that turned read-only and open new ones; nothing is
 * restarted. A write is tried once, because only the caller knows whether it may be repeated; a
 * transaction is tried again as long as its commit was not sent; a read that fails on a replica is
 * tried once on the primary.
 *
 * <p>Safe for concurrent use.
 */
public final class RoutedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RoutedDatabase.class);
  private static final int TRANSACTION_TRIES = 3;

  private final RoutingPolicy policy;
  private final InstantSource clock;
  private final DatabasePool primary;
  private final List<DatabasePool> replicas;
  private final PositionProbes probes;
  private final AtomicInteger turn = new AtomicInteger();
  private final LongAdder writes = new LongAdder();
  private final LongAdder replicaReads = new LongAdder();
  private final LongAdder primaryReads = new LongAdder();
  private final LongAdder failures = new LongAdder();

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
    this.primary = new DatabasePool(primary, true, primaryPool);
    this.replicas =
        replicas.stream().map(replica -> new DatabasePool(replica, false, replicaPool)).toList();
    this.probes = new PositionProbes(this.primary, this.replicas, policy.probePeriod(), clock);
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
    try (var connection = tracked()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw failure(e, failed);
    }
  }

  /**
   * Writes in one transaction on the primary, tried three times at most while nothing of it can
   * have taken effect: so the work has to have no other effect than on its connection.
   *
   * @throws DatabaseUnavailableException when it failed; with a {@link
   *     CommitOutcomeUnknownException} as its cause when that is not known
   */
  public <T> T transaction(SqlWork<T> work) {
    writes.increment();
    for (int attempt = 1; ; attempt++) {
      try (var connection = tracked()) {
        return committed(connection, work);
      } catch (SQLException e) {
        if (attempt == TRANSACTION_TRIES || !SqlFailure.repeatable(e)) {
          throw failure(e, ServerFailures.UNTOLD);
        }
        LOG.debug("transaction is tried again attempt={} cause=\"{}\"", attempt, e.getMessage());
      }
    }
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
    if (route() instanceof ReadRoute.ToReplica(int index)) {
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
    try {
      return primary.run(work);
    } catch (SQLException e) {
      throw failure(e, failed);
    }
  }

  /** Connections to the primary, for frameworks; a lost commit is told as what it is. */
  public DataSource forWrites() {
    return new ConnectionSource(() -> {
      writes.increment();
      return tracked();
    });
  }

  /** Connections for reading alone, each where {@link ReadRoute#choose} says. */
  public DataSource forReads() {
    return new ConnectionSource(this::forOneRead);
  }

  /** When a read may go to a replica. */
  public RoutingPolicy policy() {
    return policy;
  }

  /** The name of the server that takes the writes. */
  public String primary() {
    return primary.endpoint().name();
  }

  /** New connections are made as this user from now on; open ones end when they are given back. */
  public void credentials(String user, String password) {
    primary.credentials(user, password);
    replicas.forEach(replica -> replica.credentials(user, password));
  }

  /** Tells, on a thread of a pool, when a server refuses the password: there may be a newer one. */
  public void onCredentialsRefused(Runnable listener) {
    primary.onRefused(listener);
    replicas.forEach(replica -> replica.onRefused(listener));
  }

  /** What is known of each replica, in the order in which they were given. */
  public List<ReplicaReading> replicas() {
    return probes.readings();
  }

  public RoutingSnapshot snapshot() {
    var pools = new LinkedHashMap<String, PoolUse>();
    pools.put(primary.endpoint().name(), primary.use());
    replicas.forEach(replica -> pools.put(replica.endpoint().name(), replica.use()));
    return new RoutingSnapshot(
        writes.sum(),
        replicaReads.sum(),
        primaryReads.sum(),
        failures.sum(),
        probes.readings(),
        pools);
  }

  @Override
  public void close() {
    probes.close();
    primary.close();
    replicas.forEach(DatabasePool::close);
  }

  private ReadRoute route() {
    return ReadRoute.choose(
        probes.readings(),
        policy.lagObjective(),
        policy.staleAfter(),
        clock.instant(),
        WriteSession.current().map(WriteSession::needs).orElse(0L),
        turn.getAndIncrement());
  }

  private Connection tracked() throws SQLException {
    return RoutedConnection.of(
        primary.connection(), primary.endpoint().name(), !replicas.isEmpty(), clock);
  }

  private Connection forOneRead() throws SQLException {
    if (route() instanceof ReadRoute.ToReplica(int index)) {
      try {
        var connection = replicas.get(index).connection();
        replicaReads.increment();
        return connection;
      } catch (SQLException e) {
        LOG.debug(
            "no connection to {} cause=\"{}\"",
            replicas.get(index).endpoint().name(),
            e.getMessage());
      }
    }
    primaryReads.increment();
    return primary.connection();
  }

  private static <T> T committed(Connection connection, SqlWork<T> work) throws SQLException {
    connection.setAutoCommit(false);
    T answer;
    try {
      answer = work.on(connection);
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException lost) {
        e.addSuppressed(lost);
      }
      throw e;
    }
    connection.commit();
    return answer;
  }

  private DatabaseUnavailableException failure(SQLException e, ServerFailures failed) {
    failed.failed(primary.endpoint().name(), e);
    failures.increment();
    return new DatabaseUnavailableException(
        "database " + primary.endpoint().name() + ": " + e.getMessage(), e);
  }

  private static <T> SqlWork<T> readOnly(SqlWork<T> work) {
    return connection -> {
      connection.setReadOnly(true);
      return work.on(connection);
    };
  }
}
