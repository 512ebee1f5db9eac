package io.pilothouse.operations.diagnosis;

import static io.pilothouse.operations.diagnosis.CauseCase.found;
import static io.pilothouse.operations.diagnosis.CauseCase.none;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.world.Live;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Causes in region, zone, network and autoscalers, and what looks like one. */
class PlatformCausesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  static Stream<Arguments> causes() {
    return Stream.of(
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
                    .after(MINUTE)
                    .reports("user-service", "dependency_errors_timeout_database", 2)),
        found(
            "calls that went well fail as soon as a policy lets nothing out",
            "network-blocked:user-service",
            Certainty.LIKELY,
            s ->
                s.labelled("user-service")
                    .usually("user-service", "dependency_errors_all", 0, MINUTE)
                    .but(Sick.policy("user-service", List.of()))
                    .after(Duration.ofSeconds(2))
                    .reports("user-service", "dependency_errors_timeout_database", 2)),
        found(
            "all that stands in the home region is gone",
            "region-down:aks",
            Certainty.LIKELY,
            s ->
                s.measured(Live.server().id(), "pg.alive", 0)
                    .measured(Live.serverId("psql-tripgen-replica-1"), "pg.alive", 1)
                    .cut(Sources.KUBERNETES)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void causes(String what, String id, Certainty certainty, UnaryOperator<Sick> change) {
    CauseCase.assertFound(id, certainty, change);
  }

  static Stream<Arguments> nothing() {
    return Stream.of(
        none(
            "calls fail under a policy under which they have worked",
            s ->
                s.labelled("user-service")
                    .but(Sick.policy("user-service", List.of()))
                    .after(LONG)
                    .usually("user-service", "dependency_errors_all", 0, MINUTE)
                    .reports("user-service", "dependency_errors_timeout_database", 0.15)),
        none(
            "a start is seen under its policy and figures may be of the time before",
            s ->
                s.labelled("user-service")
                    .but(Sick.policy("user-service", List.of()))
                    .after(Duration.ofSeconds(10))
                    .reports("user-service", "dependency_errors_timeout_database", 0.5)),
        none(
            "calls failed before the policy came",
            s ->
                s.labelled("user-service")
                    .reports("user-service", "dependency_errors_timeout_database", 2)
                    .after(Duration.ofSeconds(2))
                    .but(Sick.policy("user-service", List.of()))),
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
        none("only the cluster is cut", s -> s.cut(Sources.KUBERNETES)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void nothing(String what, UnaryOperator<Sick> change) {
    CauseCase.assertNothing(change);
  }
}
