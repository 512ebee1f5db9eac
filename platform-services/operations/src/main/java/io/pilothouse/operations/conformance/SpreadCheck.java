package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import java.util.Optional;

/** Whether a service's pods are spread over zones and kept apart on nodes. */
final class SpreadCheck implements Check<Service, Deployment> {
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String HOST = "kubernetes.io/hostname";

  private final Optional<Cluster.Spread> declared;

  SpreadCheck(Optional<Cluster.Spread> declared) {
    this.declared = declared;
  }

  @Override
  public void check(Service service, Observed<Deployment> live, LiveSide side, Comparison say) {
    if (declared.isEmpty()) {
      return;
    }
    Comparison here = say.at(declared.get().source());
    PodTemplate template = live.value().template();
    boolean known = !template.containers().isEmpty();
    if (declared.get().acrossZones()) {
      here.equal(
          "spread.acrossZones",
          Value.of(true),
          known ? Optional.of(Value.of(apart(template, ZONE))) : Optional.empty(),
          "spec.template.spec.topologySpreadConstraints");
    }
    if (declared.get().antiAffinityByNode()) {
      here.equal(
          "spread.antiAffinityByNode",
          Value.of(true),
          known ? Optional.of(Value.of(apart(template, HOST))) : Optional.empty(),
          "spec.template.spec.affinity.podAntiAffinity");
    }
  }

  private static boolean apart(PodTemplate template, String topology) {
    return template.spread().stream().anyMatch(s -> s.topologyKey().equals(topology))
        || template.affinities().stream()
            .filter(a -> a.to() == PodTemplate.Affinity.To.AWAY_FROM_PODS)
            .anyMatch(a -> a.topologyKey().filter(topology::equals).isPresent());
  }
}
