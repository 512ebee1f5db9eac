package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.map;
import static io.pilothouse.kubernetesconnector.PlatformText.number;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.PodDisruptionBudget;
import io.pilothouse.sharedmodel.estate.Quantity;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.StatefulSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Maps StatefulSets, and the budgets that guard pods. Pure. */
final class WorkloadMapper {
  private WorkloadMapper() {}

  /** A StatefulSet with the ControllerRevisions that it owns. */
  static StatefulSet statefulSet(
      io.fabric8.kubernetes.api.model.apps.StatefulSet set, Collection<OwnedRevision> owned) {
    String namespace = set.getMetadata().getNamespace();
    String name = set.getMetadata().getName();
    var spec = set.getSpec();
    var status = Optional.ofNullable(set.getStatus()).orElseGet(StatefulSetStatus::new);
    PodTemplateSpec template =
        Optional.ofNullable(spec.getTemplate()).orElseGet(PodTemplateSpec::new);
    Optional<OwnedRevision> current = current(PodTemplates.yaml(template), owned);
    int ready = number(status.getReadyReplicas());
    return new StatefulSet(
        ResourceId.kubernetes("statefulset", namespace, name),
        namespace,
        name,
        map(set.getMetadata().getLabels()),
        // The API server's own default.
        spec.getReplicas() == null ? 1 : spec.getReplicas(),
        ready,
        number(status.getUpdatedReplicas()),
        // Clusters before 1.22 do not tell it.
        Optional.ofNullable(status.getAvailableReplicas()).orElse(ready),
        number(set.getMetadata().getGeneration()),
        number(status.getObservedGeneration()),
        PodTemplates.images(template),
        current.map(OwnedRevision::number).orElse(0L),
        owned.stream()
            .sorted(Comparator.comparingLong(OwnedRevision::number))
            .map(revision -> revision(revision, current, status))
            .toList(),
        text(spec.getServiceName()),
        SelectorMapper.map(spec.getSelector()).orElse(LabelSelector.of(Map.of())),
        PodTemplateMapper.map(spec.getTemplate()),
        list(spec.getVolumeClaimTemplates()).stream()
            .map(claim ->
                new StatefulSet.VolumeClaim(
                    claim.getMetadata().getName(),
                    text(claim.getSpec().getStorageClassName()),
                    Optional.ofNullable(claim.getSpec().getResources())
                        .flatMap(r -> Optional.ofNullable(r.getRequests()))
                        .flatMap(r -> Optional.ofNullable(r.get("storage")))
                        .map(q -> Quantity.of(q.toString())),
                    list(claim.getSpec().getAccessModes())))
            .toList());
  }

  /** What it asks for now: the newest revision of its template. */
  private static Optional<OwnedRevision> current(String template, Collection<OwnedRevision> owned) {
    return owned.stream()
        .filter(revision -> revision.template().equals(template))
        .max(Comparator.comparingLong(OwnedRevision::number));
  }

  private static Revision revision(
      OwnedRevision revision, Optional<OwnedRevision> current, StatefulSetStatus status) {
    int pods = 0;
    if (revision.name().equals(status.getUpdateRevision())) {
      pods = number(status.getUpdatedReplicas());
    } else if (revision.name().equals(status.getCurrentRevision())) {
      pods = number(status.getCurrentReplicas());
    }
    return new Revision(
        revision.number(),
        revision.name(),
        revision.images(),
        revision.changeCause(),
        revision.createdAt(),
        current.map(c -> c.uid().equals(revision.uid())).orElse(false),
        pods,
        revision.template());
  }

  static PodDisruptionBudget budget(
      io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget budget) {
    String namespace = budget.getMetadata().getNamespace();
    String name = budget.getMetadata().getName();
    var spec = budget.getSpec();
    return new PodDisruptionBudget(
        ResourceId.kubernetes("poddisruptionbudget", namespace, name),
        namespace,
        name,
        map(budget.getMetadata().getLabels()),
        SelectorMapper.word(spec.getMinAvailable()),
        SelectorMapper.word(spec.getMaxUnavailable()),
        SelectorMapper.map(spec.getSelector()),
        Optional.ofNullable(budget.getStatus())
            .flatMap(s -> Optional.ofNullable(s.getDisruptionsAllowed())));
  }
}
