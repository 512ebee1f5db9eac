package io.pilothouse.operations.diagnosis;

import static io.pilothouse.operations.diagnosis.CauseCase.found;
import static io.pilothouse.operations.diagnosis.CauseCase.none;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.With;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Causes in databases, caches and queues, and what looks like one. */
class DataCausesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  static Stream<Arguments> causes() {
    return Stream.of(
        found(
            "the server refuses connections",
            "primary-down:database",
            Certainty.LIKELY,
            s -> s.measured(Live.server().id(), "pg.alive", 0)),
        found(
            "the platform says that the server is inaccessible",
            "primary-down:database",
            Certainty.CERTAIN,
            s -> s.but(Live.server("Inaccessible", "NotEnabled", "1", "2"))),
        found(
            "storage is full",
            "disk-full:database",
            Certainty.CERTAIN,
            s -> s.measured(Live.server().id(), "storage_percent", 96)),
        found(
            "a replica that nobody promoted takes writes",
            "two-primaries:database",
            Certainty.CERTAIN,
            s ->
                s.measured(Live.server().id(), "pg.in_recovery", 0)
                    .measured(Live.serverId("psql-tripgen-replica-1"), "pg.in_recovery", 0)),
        found(
            "a replica lags",
            "replica-behind:database-replica-1",
            Certainty.CERTAIN,
            s ->
                s.measured(
                        Live.serverId("psql-tripgen-replica-1"), "pg.replication_lag_seconds", 60)
                    .measured(
                        Live.serverId("psql-tripgen-replica-1"),
                        "pg.replication_lag_bytes",
                        1_000)),
        found(
            "a server refuses passwords",
            "secret-refused:database",
            Certainty.CERTAIN,
            s -> s.reports("user-service", "dependency_errors_unauthorized_database", 2)),
        found(
            "the cache rejects calls",
            "cache-shard-down:redis",
            Certainty.LIKELY,
            s -> s.reports("user-service", "dependency_errors_other_redis", 2)),
        found(
            "the hit ratio falls",
            "cache-cold:redis",
            Certainty.POSSIBLE,
            s ->
                s.usually("user-service", "cache_hit_ratio", 0.97, LONG)
                    .reports("user-service", "cache_hit_ratio", 0.2)),
        found(
            "the cache misses many times more than it did",
            "cache-cold:redis",
            Certainty.POSSIBLE,
            s ->
                s.usually("user-service", "cache_hit_ratio", 0.98, LONG)
                    .reports("user-service", "cache_hit_ratio", 0.8)),
        found(
            "a service's pool is used up",
            "pool-exhausted:user-service",
            Certainty.LIKELY,
            s ->
                s.reports("user-service", "database_connection_pool", 100)
                    .reports("user-service", "database_connections_waiting", 4)),
        found(
            "the server's connections are used up",
            "connections-exhausted:database",
            Certainty.CERTAIN,
            s ->
                s.measured(Live.server().id(), "pg.connections", 99)
                    .measured(Live.server().id(), "pg.max_connections", 100)),
        found(
            "services are refused although their pools are not full",
            "connections-exhausted:database",
            Certainty.LIKELY,
            s ->
                s.reports("user-service", "database_connection_pool", 10)
                    .reports("user-service", "dependency_errors_exhausted_database", 2)),
        found(
            "messages pile up",
            "queue-backlog:queue-schedule",
            Certainty.LIKELY,
            s -> s.but(Sick.namespace()).queue("ActiveMessages", 400)),
        found(
            "a message becomes a dead letter",
            "dead-letters:queue-schedule",
            Certainty.CERTAIN,
            s ->
                s.but(Sick.namespace())
                    .queue("DeadletteredMessages", 3)
                    .after(MINUTE)
                    .queue("DeadletteredMessages", 5)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void causes(String what, String id, Certainty certainty, UnaryOperator<Sick> change) {
    CauseCase.assertFound(id, certainty, change);
  }

  static Stream<Arguments> nothing() {
    return Stream.of(
        none(
            "the server did not answer long ago",
            s -> s.measured(Live.server().id(), "pg.alive", 0).after(LONG)),
        none(
            "the server did not answer and its source is cut",
            s -> s.measured(Live.server().id(), "pg.alive", 0).cut(Sources.POSTGRES)),
        none("storage is nearly full", s -> s.measured(Live.server().id(), "storage_percent", 90)),
        none(
            "a replica replays",
            s ->
                s.measured(Live.server().id(), "pg.in_recovery", 0)
                    .measured(Live.serverId("psql-tripgen-replica-1"), "pg.in_recovery", 1)),
        none(
            "a promoted replica takes writes",
            s ->
                s.measured(Live.server().id(), "pg.in_recovery", 0)
                    .measured(Live.serverId("psql-tripgen-replica-1"), "pg.in_recovery", 0)
                    .but(
                        With.with(
                            Live.replica("psql-tripgen-replica-1"),
                            "replicationRole",
                            Optional.of("None")))),
        none(
            "an idle replica counts seconds without bytes",
            s ->
                s.measured(
                        Live.serverId("psql-tripgen-replica-1"), "pg.replication_lag_seconds", 60)
                    .measured(
                        Live.serverId("psql-tripgen-replica-1"), "pg.replication_lag_bytes", 0)),
        none(
            "a sign-in fails now and then",
            s -> s.reports("user-service", "dependency_errors_unauthorized_database", 0.01)),
        none(
            "a call to the cache fails now and then",
            s -> s.reports("user-service", "dependency_errors_other_redis", 0.02)),
        none(
            "the hit ratio is as ever",
            s ->
                s.usually("user-service", "cache_hit_ratio", 0.97, LONG)
                    .reports("user-service", "cache_hit_ratio", 0.9)),
        none(
            "the hit ratio was never high and falls a little",
            s ->
                s.usually("user-service", "cache_hit_ratio", 0.85, LONG)
                    .reports("user-service", "cache_hit_ratio", 0.68)),
        none(
            "a pool is full and nobody waits",
            s ->
                s.reports("user-service", "database_connection_pool", 100)
                    .reports("user-service", "database_connections_waiting", 0)),
        none(
            "connections are left",
            s ->
                s.measured(Live.server().id(), "pg.connections", 80)
                    .measured(Live.server().id(), "pg.max_connections", 100)),
        none("few messages wait", s -> s.but(Sick.namespace()).queue("ActiveMessages", 12)),
        none(
            "as many messages wait as ever",
            s ->
                s.but(Sick.namespace())
                    .queue("ActiveMessages", 300)
                    .after(MINUTE)
                    .queue("ActiveMessages", 310)
                    .after(MINUTE)
                    .queue("ActiveMessages", 290)
                    .after(MINUTE)
                    .after(MINUTE)
                    .queue("ActiveMessages", 400)),
        none(
            "dead letters lie there as before",
            s ->
                s.but(Sick.namespace())
                    .queue("DeadletteredMessages", 3)
                    .after(MINUTE)
                    .queue("DeadletteredMessages", 3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void nothing(String what, UnaryOperator<Sick> change) {
    CauseCase.assertNothing(change);
  }
}
