package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ScalingExplanation;
import io.pilothouse.operations.health.ScalingExplanation.Verdict;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An autoscaler may not make the pods that it needs, because its maximum is below the document's:
 * not the crowd is at fault then, but who lowered it.
 */
final class AutoscalerLowered implements Rule {
  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Workload service : situation.services()) {
      Optional<Integer> declared = declared(situation, service.id());
      service
          .autoscaler()
          .filter(h -> ScalingExplanation.of(h.value()).verdict() == Verdict.AT_MAXIMUM)
          .filter(h -> declared.filter(most -> h.value().maxReplicas() < most).isPresent())
          .ifPresent(h ->
              found.add(finding(situation, service, h, declared.orElse(h.value().maxReplicas()))));
    }
    return found;
  }

  private static Optional<Integer> declared(Situation situation, String service) {
    return situation.blueprint().stream()
        .flatMap(b -> b.services().stream())
        .filter(s -> s.id().equals(service))
        .findFirst()
        .flatMap(Service::autoscaling)
        .flatMap(Service.Autoscaling::maxReplicas);
  }

  private static Finding finding(
      Situation situation,
      Workload service,
      Observed<HorizontalPodAutoscaler> autoscaler,
      int declared) {
    int live = autoscaler.value().maxReplicas();
    return new Finding(
        Kind.AUTOSCALER_LOWERED,
        service.id(),
        Sentence.of("diagnosis.autoscaler-lowered", service.name(), live, declared),
        List.of(situation.seen(autoscaler, ScalingExplanation.of(autoscaler.value()).sentence())),
        situation.affectedBy(service.id(), List.of()),
        Sentence.of("diagnosis.remedy.autoscaler-lowered", service.name(), declared),
        Certainty.CERTAIN);
  }
}
