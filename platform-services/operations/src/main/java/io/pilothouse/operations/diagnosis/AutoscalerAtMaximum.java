package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ScalingExplanation.Verdict;
import java.util.List;

/** A service needs more pods than its autoscaler may make. */
final class AutoscalerAtMaximum implements Rule {
  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    return Autoscaling.found(
            situation,
            Kind.AUTOSCALER_AT_MAXIMUM,
            Verdict.AT_MAXIMUM,
            "diagnosis.autoscaler-at-maximum",
            "diagnosis.remedy.autoscaler-at-maximum")
        .stream()
        .filter(found ->
            deeper.stream()
                .noneMatch(d ->
                    d.kind() == Kind.AUTOSCALER_LOWERED && d.component().equals(found.component())))
        .toList();
  }
}
