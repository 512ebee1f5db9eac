package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;

/** Tier, units and pair of a Service Bus namespace. */
final class BrokerCheck implements Check<MessageBroker, ServiceBusNamespace> {
  @Override
  public void check(
      MessageBroker declared, Observed<ServiceBusNamespace> live, LiveSide side, Comparison say) {
    ServiceBusNamespace namespace = live.value();
    say.equal("tier", Value.word(declared.tier()), namespace.sku().map(Value::word), "sku.name");
    say.equal(
        "messagingUnits",
        declared.messagingUnits().map(Value::of),
        namespace.messagingUnits().map(Value::of),
        "sku.capacity");
    if (declared.pairedRegion().isPresent() && namespace.pairs().isEmpty()) {
      say.absent(
          "pairedRegion",
          "",
          Value.region(declared.pairedRegion().get()),
          "disasterRecoveryConfigs");
    }
  }
}
