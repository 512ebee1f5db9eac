package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.estate.NetworkSecurityGroup;
import io.pilothouse.sharedmodel.estate.Observed;
import java.util.List;
import java.util.Optional;

/** The declared rules of one network security group: there, with ports and verdict. */
final class SecurityGroupCheck implements Check<List<Network.SecurityRule>, NetworkSecurityGroup> {
  @Override
  public void check(
      List<Network.SecurityRule> declared,
      Observed<NetworkSecurityGroup> live,
      LiveSide side,
      Comparison say) {
    for (Network.SecurityRule wanted : declared) {
      Comparison here = say.at(wanted.source());
      // A rule that names no port means all of them, as it does in Azure.
      Value ports =
          Value.set(
              wanted.ports().isEmpty()
                  ? List.of("*")
                  : wanted.ports().stream().map(String::valueOf).toList());
      live.value().rules().stream()
          .filter(r -> r.direction().equalsIgnoreCase(wanted.direction().name()))
          .filter(r -> r.name().equalsIgnoreCase(wanted.name()))
          .findFirst()
          .ifPresentOrElse(
              r -> {
                String which = wanted.direction() + "-" + wanted.name();
                String at = "securityRules[" + r.name() + "].";
                here.equal(
                    "securityRules.ports",
                    which,
                    ports,
                    Optional.of(Value.set(r.destinationPorts())),
                    at + "destinationPortRanges");
                here.equal(
                    "securityRules.action",
                    which,
                    Value.word(wanted.action().name()),
                    Optional.of(Value.word(r.access())),
                    at + "access");
              },
              () ->
                  here.absent(
                      "securityRules",
                      wanted.direction() + "-" + wanted.name(),
                      Value.word(wanted.name() + " " + ports.text()),
                      "securityRules"));
    }
  }
}
