package io.pilothouse.operations.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.health.ScalingExplanation.Verdict;
import io.pilothouse.operations.world.Live;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler.Condition;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler.Metric;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScalingExplanationTest {
  private static final Condition TOO_FEW =
      new Condition("ScalingLimited", true, "TooFewReplicas", "below the minimum");
  private static final Condition TOO_MANY =
      new Condition("ScalingLimited", true, "TooManyReplicas", "above the maximum");

  static Stream<Arguments> autoscalers() {
    return Stream.of(
        Arguments.of("quiet at its minimum", hpa(3, 3, 20, TOO_FEW), Verdict.AT_MINIMUM),
        Arguments.of("loaded at its maximum", hpa(10, 10, 98, TOO_MANY), Verdict.AT_MAXIMUM),
        Arguments.of("wants more", hpa(3, 5, 110), Verdict.SCALING_UP),
        Arguments.of("wants fewer", hpa(6, 4, 40), Verdict.SCALING_DOWN),
        Arguments.of("within the tolerance", hpa(5, 5, 74), Verdict.STEADY),
        Arguments.of("at its maximum and content", hpa(10, 10, 70, TOO_MANY), Verdict.STEADY),
        Arguments.of(
            "waits before it goes down",
            hpa(
                6,
                6,
                30,
                new Condition(
                    "AbleToScale", true, "ScaleDownStabilized", "recent recommendations")),
            Verdict.STEADY),
        Arguments.of(
            "cannot read its metrics",
            hpa(
                3,
                3,
                20,
                new Condition("ScalingActive", false, "FailedGetResourceMetric", "no metrics")),
            Verdict.BLIND),
        Arguments.of(
            "switched off",
            hpa(0, 0, 20, new Condition("ScalingActive", false, "ScalingDisabled", "zero")),
            Verdict.STEADY),
        Arguments.of("has not looked yet", unread(), Verdict.WAITING));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("autoscalers")
  void explains(String name, HorizontalPodAutoscaler hpa, Verdict verdict) {
    ScalingExplanation explanation = ScalingExplanation.of(hpa);

    assertThat(explanation.verdict()).as(explanation.sentence().toString()).isEqualTo(verdict);
    assertThat(explanation.sentence().toString()).isNotBlank();
  }

  @Test
  void theMetricThatAsksForMostDecides() {
    HorizontalPodAutoscaler calm = hpa(3, 6, 20);
    var busy =
        new HorizontalPodAutoscaler(
            calm.id(),
            calm.namespace(),
            calm.name(),
            calm.target(),
            3,
            10,
            3,
            6,
            List.of(
                calm.metrics().getFirst(),
                new Metric("Pods", "requests_per_second", 100, Optional.of(190.0), false)),
            List.of(),
            Optional.empty());

    assertThat(ScalingExplanation.of(busy).sentence().toString())
        .isEqualTo(
            "Scaling from 3 to 6, because requests_per_second is at 190 of its target of 100.");
    assertThat(ScalingExplanation.wantedPods(busy)).contains(6);
  }

  private static HorizontalPodAutoscaler hpa(
      int current, int desired, double cpu, Condition... conditions) {
    HorizontalPodAutoscaler plain = Live.autoscaler("user-service", 3, 10, current, desired, cpu);
    return new HorizontalPodAutoscaler(
        plain.id(),
        plain.namespace(),
        plain.name(),
        plain.target(),
        plain.minReplicas(),
        plain.maxReplicas(),
        current,
        desired,
        plain.metrics(),
        List.of(conditions),
        Optional.empty());
  }

  private static HorizontalPodAutoscaler unread() {
    HorizontalPodAutoscaler plain = hpa(3, 3, 0);
    return new HorizontalPodAutoscaler(
        plain.id(),
        plain.namespace(),
        plain.name(),
        plain.target(),
        3,
        10,
        3,
        3,
        List.of(new Metric("Resource", "cpu", 70, Optional.empty(), true)),
        List.of(),
        Optional.empty());
  }
}
