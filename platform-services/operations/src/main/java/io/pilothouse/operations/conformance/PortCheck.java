package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import java.util.Optional;

/** The port that a service's container names. */
final class PortCheck implements Check<Service, Deployment> {
  @Override
  public void check(Service declared, Observed<Deployment> live, LiveSide side, Comparison say) {
    var ports =
        ResourcesCheck.container(live.value()).stream().flatMap(c -> c.ports().stream()).toList();
    // Naming a port is for the reader; a container without one may listen all the same.
    if (!ports.isEmpty()) {
      boolean there = ports.stream().anyMatch(p -> p.number() == declared.port());
      say.equal(
          "port",
          Value.of(declared.port()),
          Optional.of(
              there
                  ? Value.of(declared.port())
                  : Value.of(
                      ports.stream().map(PodTemplate.Port::number).findFirst().orElseThrow())),
          "spec.template.spec.containers.ports");
    }
  }
}
