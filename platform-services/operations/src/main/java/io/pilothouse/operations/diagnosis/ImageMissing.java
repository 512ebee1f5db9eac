package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A pod waits for an image that the registry does not give. */
final class ImageMissing implements Rule {
  private static final Set<String> REASONS =
      Set.of("ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull");

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Workload service : situation.services()) {
      List<Pod> waiting =
          service.pods().stream()
              .filter(p -> p.reason().filter(REASONS::contains).isPresent())
              .toList();
      if (!waiting.isEmpty()) {
        found.add(finding(situation, service, waiting.getFirst()));
      }
    }
    return found;
  }

  private static Finding finding(Situation situation, Workload service, Pod pod) {
    String image = pod.images().stream().findFirst().orElse("?");
    Sentence said =
        pod.message()
            .filter(m -> !m.isBlank())
            .map(m ->
                Sentence.of("diagnosis.evidence.pod-says", pod.name(), pod.reason().orElse(""), m))
            .orElseGet(() ->
                Sentence.of("diagnosis.evidence.pod-is", pod.name(), pod.reason().orElse("")));
    return new Finding(
        Kind.IMAGE_MISSING,
        service.id(),
        Sentence.of("diagnosis.image-missing", service.name(), image),
        List.of(situation.seen(pod, said)),
        situation.affectedBy(service.id(), List.of()),
        Release.fresh(service, situation.estate())
            .map(Release::remedy)
            .orElseGet(() -> Sentence.of("diagnosis.remedy.image", image)),
        Certainty.CERTAIN);
  }
}
