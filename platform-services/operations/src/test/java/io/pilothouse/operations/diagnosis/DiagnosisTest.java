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
            s -> s.reports("location-service", "circuit_breaker_open_openai", 1)));
  }

  private static Arguments found(
      String what, String id, Certainty certainty, UnaryOperator<Sick> change) {
    return Arguments.of(what, id, certainty, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void causes(String what, String id, Certainty certainty, UnaryOperator<Sick> change) {
    List<Cause> causes = change.apply(new Sick()).causes();

    assertThat(causes).extracting(Cause::id).containsExactly(id);
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
                    .after(MINUTE)));
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
