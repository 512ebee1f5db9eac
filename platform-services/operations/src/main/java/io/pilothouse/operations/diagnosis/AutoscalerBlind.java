package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ScalingExplanation.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * An autoscaler cannot read what it scales by. The metrics of pods that have just started are not
 * there yet; that is no fault.
 */
final class AutoscalerBlind implements Rule {
  private static final Duration START = Duration.ofMinutes(1);

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    return Autoscaling.found(
            situation,
            Kind.AUTOSCALER_BLIND,
            Verdict.BLIND,
            "diagnosis.autoscaler-blind",
            "diagnosis.remedy.autoscaler-blind")
        .stream()
        .filter(
            f -> situation.workload(f.component()).filter(w -> serves(situation, w)).isPresent())
        .toList();
  }

  private static boolean serves(Situation situation, Workload service) {
    return service.pods().stream()
        .anyMatch(p ->
            p.ready()
                && p.startedAt().filter(s -> s.plus(START).isBefore(situation.now())).isPresent());
  }
}
