package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ScalingExplanation;
import io.pilothouse.operations.health.ScalingExplanation.Verdict;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;

/** Services whose autoscaler comes to one verdict, with its own sentence as evidence. */
final class Autoscaling {
  private Autoscaling() {}

  static List<Finding> found(
      Situation situation, Kind kind, Verdict verdict, String sentence, String remedy) {
    var found = new ArrayList<Finding>();
    for (Workload service : situation.services()) {
      service
          .autoscaler()
          .filter(h -> ScalingExplanation.of(h.value()).verdict() == verdict)
          .ifPresent(h ->
              found.add(
                  new Finding(
                      kind,
                      service.id(),
                      Sentence.of(sentence, service.name(), h.value().maxReplicas()),
                      List.of(situation.seen(h, said(h))),
                      situation.affectedBy(service.id(), List.of()),
                      Sentence.of(remedy, service.name(), h.value().maxReplicas()),
                      Certainty.CERTAIN)));
    }
    return found;
  }

  private static Sentence said(Observed<HorizontalPodAutoscaler> autoscaler) {
    return ScalingExplanation.of(autoscaler.value()).sentence();
  }
}
