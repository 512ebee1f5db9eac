package io.pilothouse.operations.conformance;

import io.pilothouse.operations.binding.PoolNames;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;

/** The node pool that a service's pods are tied to. */
final class PlacementCheck implements Check<Service, Deployment> {
  private static final List<String> POOL_LABELS =
      List.of("kubernetes.azure.com/agentpool", "agentpool");

  private final List<Cluster.NodePool> pools;

  PlacementCheck(List<Cluster.NodePool> pools) {
    this.pools = pools;
  }

  @Override
  public void check(Service declared, Observed<Deployment> live, LiveSide side, Comparison say) {
    Optional<Cluster.NodePool> wanted =
        declared
            .nodePool()
            .flatMap(id -> pools.stream().filter(p -> p.id().equals(id)).findFirst());
    if (wanted.isEmpty()) {
      return;
    }
    PodTemplate template = live.value().template();
    Value pool = Value.word(wanted.get().id());
    String seen = "spec.template.spec.nodeSelector";
    Optional<String> tied =
        POOL_LABELS.stream()
            .flatMap(l -> Optional.ofNullable(template.nodeSelector().get(l)).stream())
            .findFirst();
    if (tied.isPresent()) {
      boolean same = PoolNames.same(tied.get(), wanted.get().name(), wanted.get().id());
      say.equal("nodePool", pool, Optional.of(same ? pool : Value.word(tied.get())), seen);
    } else if (template.containers().isEmpty()) {
      say.equal("nodePool", pool, Optional.empty(), seen);
    } else if (template.nodeSelector().isEmpty()
        && template.affinities().stream().noneMatch(a -> a.to() == PodTemplate.Affinity.To.NODES)) {
      say.absent("nodePool", "", pool, seen);
    } else {
      say.notChecked("nodePool", pool, Sentence.of("conformance.other-selector"));
    }
  }
}
