package io.pilothouse.serviceruntime.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a primary and its replicas, each by itself and again and again, how far they are. Without
 * replicas it asks nobody.
 */
final class PositionProbes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PositionProbes.class);
  private static final Duration LONGEST_LAG = Duration.ofHours(1);
  private static final String PRIMARY_POSITION =
      "select case when pg_is_in_recovery() then -1 else pg_current_wal_lsn() - '0/0' end";
  private static final String REPLAYED_POSITION =
      "select coalesce(pg_last_wal_replay_lsn(), pg_current_wal_lsn()) - '0/0'";

  private final DatabasePool primary;
  private final List<DatabasePool> replicas;
  private final InstantSource clock;
  private final ScheduledExecutorService probes;
  private final List<ScheduledFuture<?>> probing = new ArrayList<>();

  /** Guards {@link #lag}. */
  private final Object lagLock = new Object();

  private final ReplicationLag lag = new ReplicationLag(LONGEST_LAG);

  /** One a replica; written by its probe, read by all. */
  private volatile List<ReplicaReading> readings;

  PositionProbes(
      DatabasePool primary, List<DatabasePool> replicas, Duration period, InstantSource clock) {
    this.primary = primary;
    this.replicas = replicas;
    this.clock = clock;
    this.readings =
        replicas.stream()
            .map(replica ->
                new ReplicaReading(
                    replica.endpoint().name(), Optional.empty(), 0, 0, Optional.empty()))
            .toList();
    this.probes =
        Executors.newScheduledThreadPool(
            1 + replicas.size(),
            Thread.ofPlatform()
                .daemon()
                .name("lag-probe-" + primary.endpoint().name() + "-", 0)
                .factory());
    if (!replicas.isEmpty()) {
      schedule(this::probePrimary, period);
      for (int i = 0; i < replicas.size(); i++) {
        int index = i;
        schedule(() -> probeReplica(index), period);
      }
    }
  }

  /** What is known of each replica, in the order in which they were given. */
  List<ReplicaReading> readings() {
    return readings;
  }

  @Override
  public void close() {
    probing.forEach(probe -> probe.cancel(true));
    probes.shutdownNow();
  }

  private void schedule(Runnable probe, Duration period) {
    probing.add(probes.scheduleWithFixedDelay(probe, 0, period.toMillis(), TimeUnit.MILLISECONDS));
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
    var name = replicas.get(index).endpoint().name();
    try {
      long replayed =
          replicas.get(index).run(connection -> position(connection, REPLAYED_POSITION));
      var now = clock.instant();
      synchronized (lagLock) {
        var changed = new ArrayList<>(readings);
        changed.set(
            index,
            new ReplicaReading(
                name, lag.of(replayed, now), lag.bytes(replayed), replayed, Optional.of(now)));
        readings = List.copyOf(changed);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.debug("position of {} unknown cause=\"{}\"", name, e.getMessage());
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
