package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaCalculatorTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final double TARGET = 0.35; // 70 % of a request of half a core

  private final ReplicaCalculator calculator =
      new ReplicaCalculator(0.1, Duration.ofMinutes(5), Duration.ofSeconds(30), NOW);

  @ParameterizedTest(name = "{0} pods at {1} cores each -> {2}")
  @CsvSource({
    "3, 0.35, 3", // on target
    "3, 0.38, 3", // 8.6 % above: within tolerance
    "3, 0.39, 4", // 11 % above
    "3, 0.70, 6", // twice
    "4, 0.175, 2", // half
    "4, 0.32, 4", // 8.6 % below: within tolerance
    "5, 0.01, 1"
  })
  void readyPodsScaleByTheirRatio(int pods, double used, int expected) {
    assertThat(calculator.propose(pods, true, readings(pods, used)).replicas()).isEqualTo(expected);
  }

  @Test
  void unmeasuredPodsCountAsIdleWhenScalingUp() {
    List<ReplicaCalculator.Reading> readings = readings(3, 0.70);
    readings.add(reading(pod("Running", true, 600), OptionalDouble.empty()));
    // 2.1 used over 4 × 0.35 is 1.5: six, where three alone would have asked for six of three.
    assertThat(calculator.propose(4, true, readings).replicas()).isEqualTo(6);
  }

  @Test
  void unmeasuredPodsCountAsFullyUsedWhenScalingDown() {
    List<ReplicaCalculator.Reading> readings = readings(3, 0.10);
    readings.add(reading(pod("Running", true, 600), OptionalDouble.empty()));
    // 0.3 + 0.5 assumed, over 4 × 0.35 is 0.57: three, not the one that 0.29 would give.
    assertThat(calculator.propose(4, true, readings).replicas()).isEqualTo(3);
  }

  @Test
  void podsThatWarmUpDoNotDriveScaleUp() {
    List<ReplicaCalculator.Reading> readings = readings(2, 0.70);
    for (int i = 0; i < 2; i++) {
      readings.add(reading(pod("Running", false, 20), OptionalDouble.of(2.0)));
    }
    // The new pods' start-up burn is not counted: 1.4 over 4 × 0.35 is exactly on target.
    assertThat(calculator.propose(4, true, readings).replicas()).isEqualTo(4);
  }

  @Test
  void aGuessDoesNotTurnTheDirection() {
    List<ReplicaCalculator.Reading> readings = readings(1, 0.45);
    for (int i = 0; i < 3; i++) {
      readings.add(reading(pod("Pending", false, 20), OptionalDouble.empty()));
    }
    assertThat(calculator.propose(4, true, readings).replicas()).isEqualTo(4);
  }

  @Test
  void noUsableMetricIsAFailure() {
    List<ReplicaCalculator.Reading> readings =
        List.of(reading(pod("Pending", false, 1), OptionalDouble.empty()));
    assertThatThrownBy(() -> calculator.propose(1, true, readings))
        .isInstanceOf(MetricsUnavailable.class)
        .hasMessageContaining("did not receive metrics for targeted pods");
  }

  @Test
  void aQueueIsSharedByThePods() {
    assertThat(calculator.proposeForShare(2, 95, 10).replicas()).isEqualTo(10);
    assertThat(calculator.proposeForShare(2, 21, 10).replicas()).isEqualTo(2);
    assertThat(calculator.proposeForWhole(3, 3, 200, 100).replicas()).isEqualTo(6);
  }

  private static List<ReplicaCalculator.Reading> readings(int count, double used) {
    List<ReplicaCalculator.Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      readings.add(reading(pod("Running", true, 600), OptionalDouble.of(used)));
    }
    return readings;
  }

  private static ReplicaCalculator.Reading reading(KubeObject pod, OptionalDouble used) {
    return new ReplicaCalculator.Reading(pod, used, TARGET, 0.5);
  }

  private static KubeObject pod(String phase, boolean ready, long ageSeconds) {
    String start = NOW.minusSeconds(ageSeconds).toString();
    return KubeObject.of(
        Json.parse(
            """
            {"kind":"Pod","metadata":{"name":"p"},"status":{"phase":"%s","startTime":"%s",
             "conditions":[{"type":"Ready","status":"%s","lastTransitionTime":"%s"}]}}
            """
                .formatted(phase, start, ready ? "True" : "False", start)));
  }
}
