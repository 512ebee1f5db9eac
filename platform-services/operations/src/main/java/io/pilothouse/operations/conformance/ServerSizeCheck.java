package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import java.util.Optional;

/** Version, tier, size, storage and region of a database server. */
final class ServerSizeCheck implements Check<DatabaseServer, FlexibleServer> {
  @Override
  public void check(
      DatabaseServer declared, Observed<FlexibleServer> live, LiveSide side, Comparison say) {
    FlexibleServer server = live.value();
    declared
        .version()
        .ifPresent(v ->
            say.equal(
                "version",
                Value.version(v, v),
                server.version().map(l -> Value.version(l, v)),
                "properties.version"));
    say.equal("tier", Value.word(declared.tier()), server.tier().map(Value::word), "sku.tier");
    say.equal("sku", Value.word(declared.sku()), server.sku().map(Value::word), "sku.name");
    say.equal(
        "storageGigabytes",
        Value.of(declared.storageGigabytes()),
        server.storageGigabytes().map(Value::of),
        "properties.storage.storageSizeGB");
    say.equal(
        "location",
        Value.region(declared.location()),
        Optional.of(Value.region(server.location())),
        "location");
  }
}
