package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Observed;
import java.util.Optional;

/**
 * The number of pods where no autoscaler varies it. Where one does, the number is the autoscaler's
 * business and no difference; its range is {@link AutoscalerCheck}'s.
 */
final class ReplicasCheck implements Check<Service, Deployment> {
  @Override
  public void check(Service declared, Observed<Deployment> live, LiveSide side, Comparison say) {
    boolean ranged = declared.autoscaling().flatMap(Service.Autoscaling::maxReplicas).isPresent();
    if (!ranged && side.autoscaler(live.value()).isEmpty()) {
      say.equal(
          "replicas",
          Value.of(declared.replicas()),
          Optional.of(Value.of(live.value().desired())),
          "spec.replicas");
    }
  }
}
