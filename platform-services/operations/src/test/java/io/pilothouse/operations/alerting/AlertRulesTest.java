package io.pilothouse.operations.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.operations.world.EstateBuilder;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.alert.Alert.State;
import io.pilothouse.sharedmodel.blueprint.AlertRule.Severity;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private final EstateBuilder world = EstateBuilder.allIsWell();
  private AlertBook book = AlertBook.empty();

  @Test
  void firesOnlyWhenTheConditionHasHeldForTheWindow() {
    Blueprint blueprint = cpuRule();
    cpu(90);
    assertThat(alert(blueprint, "cpu-utilization/user-service").orElseThrow().state())
        .isEqualTo(State.PENDING);

    world.after(TEN_MINUTES.minusSeconds(1));
    assertThat(alert(blueprint, "cpu-utilization/user-service").orElseThrow().state())
        .isEqualTo(State.PENDING);

    world.after(Duration.ofSeconds(1));
    Alert firing = alert(blueprint, "cpu-utilization/user-service").orElseThrow();
    assertThat(firing.state()).isEqualTo(State.FIRING);
    assertThat(firing.value()).contains(90.0);
    assertThat(firing.subject()).isEqualTo("user-service");
    assertThat(firing.channels()).containsExactly("Teams");
  }

  @Test
  void beginsItsWindowAnewWhenTheConditionBreaksOff() {
    Blueprint blueprint = cpuRule();
    cpu(90);
    evaluate(blueprint);
    world.after(Duration.ofMinutes(9));
    cpu(50);
    evaluate(blueprint);
    cpu(90);
    evaluate(blueprint);
    world.after(Duration.ofMinutes(9));

    assertThat(alert(blueprint, "cpu-utilization/user-service").orElseThrow().state())
        .isEqualTo(State.PENDING);
  }

  @Test
  void staysFiringUntilTheValueIsClearlyBack() {
    Blueprint blueprint = firing();

    cpu(84);
    assertThat(alert(blueprint, "cpu-utilization/user-service").orElseThrow().state())
        .isEqualTo(State.FIRING);

    cpu(80);
    assertThat(alert(blueprint, "cpu-utilization/user-service").orElseThrow().state())
        .isEqualTo(State.RESOLVED);
  }

  @Test
  void letsGoOfAResolvedAlertAfterAWhile() {
    Blueprint blueprint = firing();
    cpu(40);
    evaluate(blueprint);

    world.after(Duration.ofMinutes(16));

    assertThat(alert(blueprint, "cpu-utilization/user-service")).isEmpty();
  }

  @Test
  void isUnknownWhileItsSourceIsCut() {
    Blueprint blueprint = firing();

    world.cut(Sources.KUBERNETES);
    Alert unknown = alert(blueprint, "cpu-utilization/tripgen-prod").orElseThrow();
    assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
    assertThat(unknown.sentence().toString()).contains("no answer");
  }

  @Test
  void saysThatNoSourceMeasuresAMetric() {
    Blueprint blueprint =
        TripGen.system()
            .rule("failed_requests", 5, "percent", Duration.ofMinutes(5), Severity.CRITICAL)
            .blueprint();

    Alert alert = alert(blueprint, "failed-requests/tripgen-prod").orElseThrow();

    assertThat(alert.state()).isEqualTo(State.UNKNOWN);
    assertThat(alert.value()).isEmpty();
    assertThat(alert.sentence().toString()).contains("no source measures failed_requests");
  }

  @Test
  void readsAServicesOwnMetricInTheRulesUnit() {
    Blueprint blueprint =
        TripGen.system()
            .rule("failed_requests", 5, "percent", Duration.ofMinutes(5), Severity.CRITICAL)
            .blueprint();
    world.measured(
        Sources.KUBERNETES,
        new Measurement(
            Live.pod("user-service", 1, true).id(),
            "failed_requests",
            0.08,
            Unit.RATIO,
            world.now()));

    Alert alert = alert(blueprint, "failed-requests/user-service").orElseThrow();

    assertThat(alert.value()).contains(8.0);
    assertThat(alert.state()).isEqualTo(State.PENDING);
  }

  @Test
  void readsMillisecondsForARuleInSecondsFromPodsAndFromTheAutoscaler() {
    Blueprint blueprint =
        TripGen.system()
            .rule("avg_response_time", 5, "seconds", Duration.ofMinutes(5), Severity.CRITICAL)
            .blueprint();
    String alert = "avg-response-time/user-service";
    // As the connector tells it: the unit follows from the metric's name.
    world.measured(
        Sources.KUBERNETES,
        new Measurement(
            Live.pod("user-service", 1, true).id(),
            WorkloadMetrics.RESPONSE_TIME,
            80,
            WorkloadMetrics.unit(WorkloadMetrics.RESPONSE_TIME),
            world.now()));
    assertThat(alert(blueprint, alert)).as("80 ms are not above 5 s").isEmpty();

    HorizontalPodAutoscaler scaler = Live.autoscaler("user-service", 3, 10, 5, 5, 40);
    world.but(
        new HorizontalPodAutoscaler(
            scaler.id(),
            scaler.namespace(),
            scaler.name(),
            scaler.target(),
            scaler.minReplicas(),
            scaler.maxReplicas(),
            scaler.currentReplicas(),
            scaler.desiredReplicas(),
            List.of(
                new HorizontalPodAutoscaler.Metric(
                    "Pods", WorkloadMetrics.RESPONSE_TIME, 500, Optional.of(6_500.0), false)),
            List.of(),
            Optional.empty()));
    assertThat(alert(blueprint, alert).orElseThrow().value()).contains(6.5);
  }

  @Test
  void computesUtilizationFromThePodsWhereThereIsNoAutoscaler() {
    Blueprint blueprint = cpuRule();
    for (int i = 1; i <= 3; i++) {
      world.measured(
          Sources.KUBERNETES,
          new Measurement(
              Live.pod("location-service", i, true).id(), "cpu", 0.19, Unit.CORES, world.now()));
    }

    Alert alert = alert(blueprint, "cpu-utilization/location-service").orElseThrow();

    assertThat(alert.value().orElseThrow()).isCloseTo(95.0, within(0.001));
  }

  @Test
  void countsRestartsWithinTheWindowAndNotThoseBeforeItLooked() {
    Blueprint blueprint =
        TripGen.system()
            .rule("pod_restarts", 5, "count", TEN_MINUTES, Severity.CRITICAL)
            .blueprint();
    var restarts = new Restarts();
    restarted(restarts, 40);
    assertThat(alert(blueprint, "pod-restarts/user-service")).isEmpty();

    for (int total = 41; total <= 45; total++) {
      world.after(Duration.ofMinutes(1));
      restarted(restarts, total);
    }
    assertThat(alert(blueprint, "pod-restarts/user-service")).isEmpty();

    world.after(Duration.ofMinutes(1));
    restarted(restarts, 46);
    Alert firing = alert(blueprint, "pod-restarts/user-service").orElseThrow();
    assertThat(firing.state()).isEqualTo(State.FIRING);
    assertThat(firing.value()).contains(6.0);

    world.after(Duration.ofMinutes(8));
    assertThat(alert(blueprint, "pod-restarts/user-service").orElseThrow().state())
        .isEqualTo(State.RESOLVED);
  }

  @Test
  void holdsTheReplicationLagAgainstTheDocumentsObjective() {
    Blueprint blueprint = TripGen.system().blueprint();
    lag("psql-tripgen-replica-1", 30, 5_000_000);
    evaluate(blueprint);
    world.after(Duration.ofSeconds(30));
    lag("psql-tripgen-replica-1", 60, 5_000_000);

    Alert alert = alert(blueprint, "objective:replication-lag/database-replica-1").orElseThrow();

    assertThat(alert.state()).isEqualTo(State.FIRING);
    assertThat(alert.threshold()).isEqualTo(5);
  }

  @Test
  void doesNotTakeAnIdlePrimaryForLag() {
    Blueprint blueprint = TripGen.system().blueprint();
    lag("psql-tripgen-replica-1", 3_000, 0);

    assertThat(alert(blueprint, "objective:replication-lag/database-replica-1")).isEmpty();
  }

  @Test
  void firesForAServerThatIsNotBackWithinItsFailoverTime() {
    Blueprint blueprint = TripGen.system().blueprint();
    world.measured(Live.server().id(), "pg.alive", 0);
    assertThat(alert(blueprint, "objective:server-alive/database").orElseThrow().state())
        .isEqualTo(State.PENDING);

    world.after(Duration.ofSeconds(60)).measured(Live.server().id(), "pg.alive", 0);
    assertThat(alert(blueprint, "objective:server-alive/database").orElseThrow().state())
        .isEqualTo(State.FIRING);

    world.measured(Live.server().id(), "pg.alive", 1);
    assertThat(alert(blueprint, "objective:server-alive/database").orElseThrow().state())
        .isEqualTo(State.RESOLVED);
  }

  @Test
  void warnsOfAnAutoscalerThatIsHeldAtItsMaximum() {
    Blueprint blueprint = TripGen.system().blueprint();
    world.but(Live.autoscaler("user-service", 3, 10, 10, 10, 98));

    Alert alert = alert(blueprint, "objective:autoscaler-maximum/user-service").orElseThrow();

    assertThat(alert.value()).contains(14.0);
    assertThat(alert.threshold()).isEqualTo(10);
  }

  @Test
  void listsFiringAlertsFirst() {
    firing();

    assertThat(book.alerts()).extracting(Alert::state).contains(State.UNKNOWN);
    assertThat(book.alerts().getFirst().state()).isEqualTo(State.FIRING);
  }

  private Blueprint firing() {
    Blueprint blueprint = cpuRule();
    cpu(90);
    evaluate(blueprint);
    world.after(TEN_MINUTES);
    cpu(90);
    assertThat(alert(blueprint, "cpu-utilization/user-service").orElseThrow().state())
        .isEqualTo(State.FIRING);
    return blueprint;
  }

  private static Blueprint cpuRule() {
    return TripGen.system()
        .rule("cpu_utilization", 85, "percent", TEN_MINUTES, Severity.WARNING)
        .blueprint();
  }

  private void cpu(double percent) {
    world.but(Live.autoscaler("user-service", 3, 10, 5, 5, percent));
  }

  private void lag(String replica, double seconds, double bytes) {
    world.measured(Live.serverId(replica), "physical_replication_delay_in_seconds", seconds);
    world.measured(Live.serverId(replica), "physical_replication_delay_in_bytes", bytes);
  }

  private void restarted(Restarts restarts, int total) {
    Pod pod = Live.restarted(Live.pod("user-service", 1, true), total);
    world.but(pod);
    restarts.note(List.of(pod), world.history(), world.now());
  }

  private void evaluate(Blueprint blueprint) {
    book = AlertRules.evaluate(book, blueprint, world.estate(), world.history());
  }

  private Optional<Alert> alert(Blueprint blueprint, String id) {
    evaluate(blueprint);
    Instant now = world.now();
    assertThat(book.alerts()).allMatch(a -> !a.since().isAfter(now));
    return book.alerts().stream().filter(a -> a.id().equals(id)).findFirst();
  }
}
