package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.map;
import static io.pilothouse.kubernetesconnector.PlatformText.number;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.PodDisruptionBudget;
import io.pilothouse.sharedmodel.estate.Quantity;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.StatefulSet;
import java.util.Map;
import java.util.Optional;

/** Maps StatefulSets, and the budgets that guard pods. Pure. */
final class WorkloadMapper {
  private WorkloadMapper() {}

  static StatefulSet statefulSet(io.fabric8.kubernetes.api.model.apps.StatefulSet set) {
    String namespace = set.getMetadata().getNamespace();
    String name = set.getMetadata().getName();
    var spec = set.getSpec();
    return new StatefulSet(
        ResourceId.kubernetes("statefulset", namespace, name),
        namespace,
        name,
        map(set.getMetadata().getLabels()),
        // The API server's own default.
        spec.getReplicas() == null ? 1 : spec.getReplicas(),
        set.getStatus() == null ? 0 : number(set.getStatus().getReadyReplicas()),
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
