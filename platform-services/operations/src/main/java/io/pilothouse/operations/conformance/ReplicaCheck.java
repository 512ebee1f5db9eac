package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Optional;

/**
 * Region, size and role of a read replica. While it changes, as at a promotion, its role is not
 * compared.
 */
final class ReplicaCheck implements Check<DatabaseServer.Replica, FlexibleServer> {
  private final String server;

  /**
   * @param server id of the declared server that it replicates
   */
  ReplicaCheck(String server) {
    this.server = server;
  }

  @Override
  public void check(
      DatabaseServer.Replica declared,
      Observed<FlexibleServer> live,
      LiveSide side,
      Comparison say) {
    FlexibleServer replica = live.value();
    say.equal("sku", Value.word(declared.sku()), replica.sku().map(Value::word), "sku.name");
    say.equal(
        "location",
        Value.region(declared.location()),
        Optional.of(Value.region(replica.location())),
        "location");
    say.equal(
        "zone",
        declared.zone().map(Value::word),
        replica.zone().map(Value::word),
        "properties.availabilityZone");
    Value role = Value.word(server);
    Optional<ResourceId> primary = side.bindings().of(server);
    if (!replica.state().equals("Ready") || primary.isEmpty()) {
      say.notChecked("role", role, Sentence.of("conformance.changing", "", replica.state()));
    } else {
      Value actual =
          !replica.replica()
              ? Value.word(replica.replicationRole().orElse("None"))
              : replica.sourceServer().equals(primary)
                  ? role
                  : Value.word(replica.sourceServer().map(ResourceId::value).orElse("?"));
      say.equal("role", role, Optional.of(actual), "properties.sourceServerResourceId");
    }
  }
}
