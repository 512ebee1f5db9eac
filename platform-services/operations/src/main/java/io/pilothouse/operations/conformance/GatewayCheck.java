package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.estate.ApplicationGateway;
import io.pilothouse.sharedmodel.estate.Observed;
import java.util.Optional;

/** Size, zones and address of an Application Gateway. */
final class GatewayCheck implements Check<Entrance.ApplicationGateway, ApplicationGateway> {
  @Override
  public void check(
      Entrance.ApplicationGateway declared,
      Observed<ApplicationGateway> live,
      LiveSide side,
      Comparison say) {
    ApplicationGateway gateway = live.value();
    say.equal("sku", Value.word(declared.sku()), gateway.sku().map(Value::word), "sku.name");
    boolean scales = gateway.minimumCapacity().isPresent() || gateway.maximumCapacity().isPresent();
    say.equal(
        "autoscaling",
        Value.of(declared.autoscaling()),
        Optional.of(Value.of(scales)),
        "autoscaleConfiguration");
    // A gateway that scales by itself has a least number where the other has a number.
    say.equal(
        "capacity",
        declared.capacity().map(Value::of),
        (scales ? gateway.minimumCapacity() : gateway.capacity()).map(Value::of),
        scales ? "autoscaleConfiguration.minCapacity" : "sku.capacity");
    if (!declared.zones().isEmpty()) {
      say.equal(
          "zones", Value.set(declared.zones()), Optional.of(Value.set(gateway.zones())), "zones");
    }
    say.equal(
        "privateAddress",
        declared.privateAddress().map(Value::word),
        gateway.privateAddresses().stream().findFirst().map(Value::word),
        "frontendIPConfigurations.privateIPAddress");
  }
}
