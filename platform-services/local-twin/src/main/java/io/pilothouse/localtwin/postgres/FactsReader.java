package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.postgres.MemberFacts.Behind;
import io.pilothouse.localtwin.postgres.MemberFacts.Receiver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks PostgreSQL itself. What it does not answer is absent. */
final class FactsReader {

  private static final Logger LOG = LoggerFactory.getLogger(FactsReader.class);

  private static final String OWN_STATISTICS =
      """
      SELECT (SELECT count(*) FROM pg_stat_activity
               WHERE backend_type = 'client backend' AND usename <> 'azuresu'),
             current_setting('max_connections')::int,
             (SELECT sum(pg_database_size(oid)) FROM pg_database),
             (SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database)
      """;

  private static final String RECEIVERS =
      """
      SELECT application_name, state, sync_state = 'sync',
             pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn),
             extract(epoch FROM replay_lag) * 1000000
        FROM pg_stat_replication ORDER BY application_name
      """;

  private static final String REPLAYED =
      """
      SELECT pg_last_wal_replay_lsn(),
             extract(epoch FROM now() - pg_last_xact_replay_timestamp()) * 1000000
      """;

  private record Reading(Instant at, long transactions) {}

  private record OwnStatistics(
      OptionalLong connections,
      OptionalInt maxConnections,
      OptionalLong bytes,
      OptionalLong transactions) {

    static final OwnStatistics UNKNOWN =
        new OwnStatistics(
            OptionalLong.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty());
  }

  private final InstantSource clock;

  /** The latest reading of each member, to tell transactions per second by. */
  private final Map<String, Reading> readings = new ConcurrentHashMap<>();

  FactsReader(InstantSource clock) {
    this.clock = clock;
  }

  /** Asks one member; {@code primary} is asked too when the member follows it. */
  MemberFacts read(Member member, Member primary) {
    Session session = member.server().monitoring();
    Optional<OwnStatistics> own =
        member.server().isRunning()
            ? ask(session, OWN_STATISTICS, FactsReader::ownStatistics).flatMap(first())
            : Optional.empty();
    Instant now = clock.instant();
    OwnStatistics statistics = own.orElse(OwnStatistics.UNKNOWN);
    boolean follows = !member.is(MemberRole.PRIMARY);
    return new MemberFacts(
        member.name(),
        member.role(),
        now,
        own.isPresent(),
        statistics.connections(),
        statistics.maxConnections(),
        statistics.bytes(),
        statistics.transactions(),
        rate(member.name(), now, statistics.transactions()),
        follows && own.isPresent() ? Optional.of(behind(session, primary)) : Optional.empty(),
        follows || own.isEmpty()
            ? List.of()
            : ask(session, RECEIVERS, FactsReader::receiver).orElse(List.of()));
  }

  private static Function<List<OwnStatistics>, Optional<OwnStatistics>> first() {
    return rows -> rows.stream().findFirst();
  }

  private static <T> Optional<List<T>> ask(Session session, String sql, Session.Row<T> row) {
    try {
      return Optional.of(session.query(sql, row));
    } catch (SQLException noAnswer) {
      LOG.debug("no answer to a reading: {}", noAnswer.toString());
      return Optional.empty();
    }
  }

  private static OwnStatistics ownStatistics(ResultSet row) throws SQLException {
    OptionalLong maxConnections = number(row, 2);
    return new OwnStatistics(
        number(row, 1),
        maxConnections.isPresent()
            ? OptionalInt.of((int) maxConnections.getAsLong())
            : OptionalInt.empty(),
        number(row, 3),
        number(row, 4));
  }

  private static Receiver receiver(ResultSet row) throws SQLException {
    return new Receiver(
        row.getString(1), row.getString(2), row.getBoolean(3), number(row, 4), micros(row, 5));
  }

  private record Replayed(Optional<LogSequenceNumber> position, Optional<Duration> age) {}

  private static Behind behind(Session session, Member primary) {
    Optional<Replayed> replayed =
        ask(
                session,
                REPLAYED,
                row ->
                    new Replayed(
                        Optional.ofNullable(row.getString(1)).map(LogSequenceNumber::parse),
                        micros(row, 2)))
            .flatMap(rows -> rows.stream().findFirst());
    OptionalLong bytes =
        replayed
            .flatMap(Replayed::position)
            .flatMap(position -> distance(primary, position))
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty());
    return new Behind(replayed.flatMap(Replayed::age), bytes);
  }

  /**
   * The primary is asked after the follower, so that the distance is never negative by more than
   * noise.
   */
  private static Optional<Long> distance(Member primary, LogSequenceNumber position) {
    if (!primary.server().isRunning()) {
      return Optional.empty();
    }
    return ask(
            primary.server().monitoring(),
            "SELECT pg_current_wal_lsn()",
            row -> LogSequenceNumber.parse(row.getString(1)))
        .flatMap(rows -> rows.stream().findFirst())
        .map(current -> Math.max(0, current.bytes() - position.bytes()));
  }

  private OptionalDouble rate(String member, Instant now, OptionalLong transactions) {
    if (transactions.isEmpty()) {
      readings.remove(member);
      return OptionalDouble.empty();
    }
    Reading current = new Reading(now, transactions.getAsLong());
    Optional<Reading> before = Optional.ofNullable(readings.put(member, current));
    return before
        .filter(earlier -> earlier.at().isBefore(now))
        // A restarted server counts from the beginning.
        .filter(earlier -> earlier.transactions() <= current.transactions())
        .map(earlier ->
            OptionalDouble.of(
                (current.transactions() - earlier.transactions())
                    * 1e9
                    / Duration.between(earlier.at(), now).toNanos()))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalLong number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Optional<Duration> micros(ResultSet row, int column) throws SQLException {
    double micros = row.getDouble(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofNanos((long) (micros * 1000)));
  }
}
