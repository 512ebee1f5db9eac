package io.pilothouse.operations.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.world.EstateBuilder;
import io.pilothouse.operations.world.Live;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How causes stand to each other, to whom suffers, and to time. */
class DiagnosisTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(5);

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
