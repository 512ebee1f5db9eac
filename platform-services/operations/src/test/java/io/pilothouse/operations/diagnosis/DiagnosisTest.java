package io.pilothouse.operations.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.world.EstateBuilder;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.With;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  static Stream<Arguments> causes() {
    return Stream.of(
        found(
            "new pods crash, the old one does not",
            "release-crash-loop:user-service",
            Certainty.CERTAIN,
            s -> s.released("user-service", MINUTE, false, "CrashLoopBackOff")),
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
            "all services get three times the requests",
            "traffic-surge:front-door",
            Certainty.LIKELY,
            s ->
                s.usually("user-service", "requests_per_second", 5, LONG)
                    .usually("location-service", "requests_per_second", 4, LONG)
                    .reports("user-service", "requests_per_second", 50)
                    .reports("location-service", "requests_per_second", 40)),
        found(
            "one service alone gets ten times the requests",
            "traffic-surge:user-service",
            Certainty.LIKELY,
            s ->
                s.usually("user-service", "requests_per_second", 5, LONG)
                    .reports("user-service", "requests_per_second", 50)),
        found(
            "an external system takes nearly as long as its caller waits",
            "external-slow:openai",
            Certainty.LIKELY,
            s -> s.reports("location-service", "external_response_time_openai", 4_900)),
        found(
            "an external system takes ten times as long as it did",
            "external-slow:openai",
            Certainty.LIKELY,
            s ->
                s.usually("location-service", "external_response_time_openai", 90, LONG)
                    .reports("location-service", "external_response_time_openai", 900)),
        found(
            "calls to an external system are refused",
            "external-down:openai",
            Certainty.LIKELY,
            s -> s.reports("location-service", "dependency_errors_refused_openai", 2)),
        found(
            "only the breaker is seen to be open",
            "external-down:openai",
            Certainty.POSSIBLE,
            s -> s.reports("location-service", "circuit_breaker_open_openai", 1)),
        found(
            "new pods wait for an image",
            "image-missing:user-service",
            Certainty.CERTAIN,
            s -> s.released("user-service", MINUTE, false, "ImagePullBackOff")),
        found(
            "new pods run and are not ready for two minutes",
            "release-not-ready:user-service",
            Certainty.LIKELY,
            s -> s.waiting("user-service", Duration.ofMinutes(2))),
        found(
            "new pods fail, the old one does not",
            "release-errors:user-service",
            Certainty.LIKELY,
            s ->
                s.released("user-service", MINUTE, true)
                    .reports("user-service", 1, "failed_requests", 0.5)
                    .reports("user-service", 2, "failed_requests", 30)
                    .reports("user-service", 3, "failed_requests", 30)),
        found(
            "requests fail since the rollout",
            "release-errors:user-service",
            Certainty.POSSIBLE,
            s ->
                s.usually("user-service", "failed_requests", 0.2, LONG)
                    .rolledOut("user-service")
                    .after(Duration.ofSeconds(20))
                    .reports("user-service", "failed_requests", 30)),
        found(
            "new pods are slow, the old one is not",
            "release-slow:user-service",
            Certainty.LIKELY,
            s ->
                s.released("user-service", MINUTE, true)
                    .reports("user-service", 1, "avg_response_time", 40)
                    .reports("user-service", 2, "avg_response_time", 400)
                    .reports("user-service", 3, "avg_response_time", 420)),
        found(
            "answers are slow since the rollout",
            "release-slow:user-service",
            Certainty.POSSIBLE,
            s ->
                s.usually("user-service", "avg_response_time", 40, LONG)
                    .rolledOut("user-service")
                    .after(Duration.ofSeconds(20))
                    .reports("user-service", "avg_response_time", 400)),
        found(
            "a young release fails and nobody watched before it",
            "release-errors:user-service",
            Certainty.POSSIBLE,
            s ->
                s.rolledOut("user-service")
                    .after(Duration.ofSeconds(20))
                    .reports("user-service", "failed_requests", 40)),
        found(
            "the autoscaler wants more than it may, and the document would let it",
            "autoscaler-lowered:user-service",
            Certainty.CERTAIN,
            s -> s.but(Live.autoscaler("user-service", 3, 4, 4, 4, 140))),
        found(
            "the autoscaler wants more than it may",
            "autoscaler-at-maximum:user-service",
            Certainty.CERTAIN,
            s -> s.but(Live.autoscaler("user-service", 3, 10, 10, 10, 140))),
        found(
            "the autoscaler reads nothing",
            "autoscaler-blind:user-service",
            Certainty.CERTAIN,
            s -> s.but(Sick.blindAutoscaler("user-service"))),
        found(
            "both nodes of a zone are gone",
            "zone-down:aks",
            Certainty.LIKELY,
            s ->
                s.but(Live.node("node-1", "koreacentral-1", false))
                    .but(Live.node("node-4", "koreacentral-1", false))),
        found(
            "the only node of a zone is gone, and the standby there",
            "zone-down:aks",
            Certainty.LIKELY,
            s ->
                s.but(Live.node("node-2", "koreacentral-2", false))
                    .but(Live.server("Ready", "NotEnabled", "1", "2"))),
        found("CoreDNS has no pod", "dns-down:aks", Certainty.CERTAIN, s -> s.but(Sick.dns(0))),
        found(
            "two dependencies are not resolved",
            "dns-down:aks",
            Certainty.LIKELY,
            s ->
                s.reports("user-service", "dependency_errors_unresolved_database", 2)
                    .reports("user-service", "dependency_errors_unresolved_redis", 2)),
        found(
            "calls fail where a policy lets nothing out",
            "network-blocked:user-service",
            Certainty.LIKELY,
            s ->
                s.labelled("user-service")
                    .but(Sick.policy("user-service", List.of()))
                    .reports("user-service", "dependency_errors_timeout_database", 2)),
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
                    .queue("DeadletteredMessages", 5)),
        found(
            "all that stands in the home region is gone",
            "region-down:aks",
            Certainty.LIKELY,
            s ->
                s.measured(Live.server().id(), "pg.alive", 0)
                    .measured(Live.serverId("psql-tripgen-replica-1"), "pg.alive", 1)
                    .cut(Sources.KUBERNETES)));
  }

  private static Arguments found(
      String what, String id, Certainty certainty, UnaryOperator<Sick> change) {
    return Arguments.of(what, id, certainty, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void causes(String what, String id, Certainty certainty, UnaryOperator<Sick> change) {
    List<Cause> causes = change.apply(new Sick()).causes();

    assertThat(causes).extracting(Cause::id).startsWith(id);
    Cause cause = causes.getFirst();
    assertThat(cause.certainty()).isEqualTo(certainty);
    assertThat(cause.evidence()).isNotEmpty();
    assertThat(cause.sentence().toString()).doesNotContain("{").doesNotContain("diagnosis.");
    assertThat(cause.remedy().toString()).doesNotContain("{").doesNotContain("diagnosis.");
    assertThat(cause.evidence())
        .allSatisfy(e ->
            assertThat(e.sentence().toString()).doesNotContain("{").doesNotContain("diagnosis."));
  }

  static Stream<Arguments> nothing() {
    return Stream.of(
        none("all is well", s -> s),
        none(
            "old and new pods crash alike",
            s ->
                s.released("user-service", MINUTE, false, "CrashLoopBackOff")
                    .but(
                        With.with(
                            Live.pod("user-service", 1, false, "CrashLoopBackOff"),
                            "replicaSet",
                            Optional.of("rs-2")))),
        none(
            "pods of a release of yesterday crash",
            s -> s.released("user-service", Duration.ofDays(1), false, "CrashLoopBackOff")),
        none(
            "calls fail under a policy under which they have worked",
            s ->
                s.labelled("user-service")
                    .but(Sick.policy("user-service", List.of()))
                    .after(LONG)
                    .usually("user-service", "dependency_errors_all", 0, MINUTE)
                    .reports("user-service", "dependency_errors_timeout_database", 0.15)),
        none(
            "calls failed before the policy came",
            s ->
                s.labelled("user-service")
                    .reports("user-service", "dependency_errors_timeout_database", 2)
                    .after(Duration.ofSeconds(2))
                    .but(Sick.policy("user-service", List.of()))),
        none(
            "a young release fails with what it calls",
            s ->
                s.rolledOut("user-service")
                    .after(Duration.ofSeconds(20))
                    .reports("user-service", "failed_requests", 40)
                    .reports("user-service", "dependency_errors_timeout_partner", 0.15)),
        none("a pod ended once", s -> s.released("user-service", MINUTE, false, "Error")),
        none(
            "pods crash and the cluster is cut",
            s ->
                s.released("user-service", MINUTE, false, "CrashLoopBackOff")
                    .cut(Sources.KUBERNETES)),
        none(
            "the server did not answer long ago",
            s -> s.measured(Live.server().id(), "pg.alive", 0).after(LONG)),
        none(
            "the server did not answer and its source is cut",
            s -> s.measured(Live.server().id(), "pg.alive", 0).cut(Sources.POSTGRES)),
        none(
            "requests double",
            s ->
                s.usually("user-service", "requests_per_second", 5, LONG)
                    .reports("user-service", "requests_per_second", 10)),
        none(
            "requests were not watched before",
            s -> s.reports("user-service", "requests_per_second", 50)),
        none(
            "an external system is as slow as ever",
            s ->
                s.usually("location-service", "external_response_time_openai", 900, LONG)
                    .reports("location-service", "external_response_time_openai", 950)),
        none(
            "an external system was slow a minute ago",
            s ->
                s.reports("location-service", "external_response_time_openai", 4_900)
                    .after(MINUTE)),
        none(
            "new pods run and are not ready yet",
            s -> s.waiting("user-service", Duration.ofSeconds(20))),
        none(
            "new pods fail as the old one does",
            s ->
                s.released("user-service", MINUTE, true)
                    .reports("user-service", "failed_requests", 30)),
        none(
            "requests fail since long after the rollout",
            s ->
                s.usually("user-service", "failed_requests", 0.2, LONG)
                    .rolledOut("user-service")
                    .usually("user-service", "failed_requests", 0.2, LONG)
                    .reports("user-service", "failed_requests", 30)),
        none(
            "answers take a little longer since the rollout",
            s ->
                s.usually("user-service", "avg_response_time", 4, LONG)
                    .rolledOut("user-service")
                    .reports("user-service", "avg_response_time", 14)),
        none(
            "the autoscaler rests at its maximum",
            s -> s.but(Live.autoscaler("user-service", 3, 10, 10, 10, 70))),
        none(
            "the only node of a zone is gone and nothing else",
            s -> s.but(Live.node("node-3", "koreacentral-3", false))),
        none(
            "one of two nodes of a zone is gone",
            s ->
                s.but(Live.node("node-1", "koreacentral-1", false))
                    .but(Live.node("node-4", "koreacentral-1", true))),
        none("CoreDNS serves", s -> s.but(Sick.dns(2))),
        none(
            "one name is not resolved",
            s -> s.reports("user-service", "dependency_errors_unresolved_database", 2)),
        none(
            "a policy lets nothing out and nothing fails",
            s -> s.labelled("user-service").but(Sick.policy("user-service", List.of()))),
        none(
            "calls fail where a policy lets them out",
            s ->
                s.labelled("user-service")
                    .but(Sick.policy("user-service", List.of(5432)))
                    .reports("user-service", "dependency_errors_timeout_database", 2)),
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
                    .queue("DeadletteredMessages", 3)),
        none("only the cluster is cut", s -> s.cut(Sources.KUBERNETES)));
  }

  private static Arguments none(String what, UnaryOperator<Sick> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void nothing(String what, UnaryOperator<Sick> change) {
    assertThat(change.apply(new Sick()).ids()).isEmpty();
  }

  @Test
  void aZoneThatIsDownComesBeforeThePrimaryInIt() {
    var sick =
        new Sick()
            .but(Live.node("node-1", "koreacentral-1", false))
            .but(Live.node("node-4", "koreacentral-1", false))
            .measured(Live.server().id(), "pg.alive", 0);

    assertThat(sick.ids()).containsExactly("zone-down:aks", "primary-down:database");
  }

  @Test
  void anAutoscalerThatLosesSightOfPodsInALostZoneComesAfterIt() {
    var sick =
        new Sick()
            .but(Live.node("node-1", "koreacentral-1", false))
            .but(Live.node("node-4", "koreacentral-1", false))
            .but(Live.deployment("user-service", 3, 2))
            .but(Sick.blindAutoscaler("user-service"));

    assertThat(sick.ids()).containsExactly("zone-down:aks", "autoscaler-blind:user-service");
  }

  @Test
  void aDeadNameServiceIsNotMistakenForWhatIsNotFoundByIt() {
    var sick =
        new Sick()
            .but(Sick.dns(0))
            .reports("location-service", "dependency_errors_unresolved_openai", 2)
            .reports("location-service", "circuit_breaker_open_openai", 1)
            .reports("user-service", "dependency_errors_refused_redis", 2);

    assertThat(sick.ids()).containsExactly("dns-down:aks");
  }

  @Test
  void aServiceThatIsKeptFromTheCacheDoesNotTellThatItIsCold() {
    var sick =
        new Sick()
            .usually("user-service", "cache_hit_ratio", 0.97, LONG)
            .labelled("user-service")
            .but(Sick.policy("user-service", List.of()))
            .reports("user-service", "dependency_errors_timeout_redis", 2)
            .reports("user-service", "cache_hit_ratio", 0.2);

    assertThat(sick.ids()).containsExactly("network-blocked:user-service");
  }

  @Test
  void aReleaseIsNotBlamedForWhatADeadPrimaryCauses() {
    var sick =
        new Sick()
            .usually("user-service", "failed_requests", 0.2, LONG)
            .rolledOut("user-service")
            .after(Duration.ofSeconds(20))
            .reports("user-service", "failed_requests", 30)
            .measured(Live.server().id(), "pg.alive", 0);

    assertThat(sick.ids()).containsExactly("primary-down:database");
  }

  @Test
  void aSurgeComesBeforeTheAutoscalerThatCannotFollow() {
    var sick =
        new Sick()
            .usually("user-service", "requests_per_second", 5, LONG)
            .reports("user-service", "requests_per_second", 50)
            .but(Live.autoscaler("user-service", 3, 10, 10, 10, 140));

    assertThat(sick.ids())
        .containsExactly("traffic-surge:user-service", "autoscaler-at-maximum:user-service");
  }

  @Test
  void namesTheReleaseToGoBackToAndWhoSuffers() {
    Cause cause =
        new Sick().released("user-service", MINUTE, false, "CrashLoopBackOff").causes().getFirst();

    assertThat(cause.component()).isEqualTo("user-service");
    assertThat(cause.remedy().toString())
        .contains("revision 2")
        .contains("do rollback user-service");
    assertThat(cause.evidence().getFirst().sentence().toString()).contains("CrashLoopBackOff");
    assertThat(cause.evidence().getFirst().source()).isEqualTo("kubernetes");
  }

  @Test
  void aPrimaryThatIsDownAffectsWhoNeedsIt() {
    Cause cause =
        new Sick()
            .measured(Live.server().id(), "pg.alive", 0)
            .reports("location-service", "dependency_errors_refused_database", 3)
            .causes()
            .getFirst();

    assertThat(cause.affected())
        .containsExactly(
            "user-service", "location-service", "database-replica-1", "database-replica-2");
    assertThat(cause.evidence()).hasSize(2);
  }

  @Test
  void knowsSinceWhenItIsSo() {
    var sick = new Sick().released("user-service", MINUTE, false, "CrashLoopBackOff");
    sick.causes();
    Cause later = sick.after(MINUTE).causes().getFirst();

    assertThat(later.since()).isEqualTo(EstateBuilder.NOW);
  }

  @Test
  void aSurgeThatLastsDoesNotBecomeUsual() {
    var sick = new Sick().usually("user-service", "requests_per_second", 5, LONG);
    sick.reports("user-service", "requests_per_second", 50);
    assertThat(sick.ids()).containsExactly("traffic-surge:user-service");

    for (int i = 0; i < 60; i++) {
      sick.after(Duration.ofSeconds(10)).reports("user-service", "requests_per_second", 50);
      assertThat(sick.ids()).containsExactly("traffic-surge:user-service");
    }
    sick.after(Duration.ofSeconds(10)).reports("user-service", "requests_per_second", 6);
    assertThat(sick.ids()).isEmpty();
  }

  @Test
  void anExternalSystemStaysSlowWhileItsBreakerKeepsEverybodyAway() {
    var sick = new Sick().reports("location-service", "external_response_time_openai", 4_900);
    sick.causes();
    sick.after(MINUTE).reports("location-service", "circuit_breaker_open_openai", 1);

    assertThat(sick.ids()).containsExactly("external-slow:openai");
  }
}
