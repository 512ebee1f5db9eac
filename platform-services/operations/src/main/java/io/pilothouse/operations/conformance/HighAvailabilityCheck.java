package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Optional;
import java.util.Set;

/**
 * The standby of a database server and its zones. A server that is changing, as during a failover,
 * is not compared: its zones and modes are on their way. After a failover the zones of server and
 * standby are swapped, which is what they are for, and no difference.
 */
final class HighAvailabilityCheck implements Check<DatabaseServer, FlexibleServer> {
  private static final Set<String> SETTLED = Set.of("Healthy", "NotEnabled", "Disabled", "");

  @Override
  public void check(
      DatabaseServer declared, Observed<FlexibleServer> live, LiveSide side, Comparison say) {
    FlexibleServer server = live.value();
    Value mode = mode(declared.highAvailability());
    if (!settled(server)) {
      say.notChecked(
          "highAvailability",
          mode,
          Sentence.of(
              "conformance.changing", server.highAvailabilityState().orElse(""), server.state()));
      return;
    }
    say.equal(
        "highAvailability",
        mode,
        Optional.of(mode(server.highAvailabilityMode())),
        "properties.highAvailability.mode");
    boolean both = declared.standbyZone().isPresent() && server.standbyZone().isPresent();
    if (both && declared.zone().isPresent() && swapped(declared, server)) {
      return;
    }
    say.equal(
        "zone",
        declared.zone().map(Value::word),
        server.zone().map(Value::word),
        "properties.availabilityZone");
    if (both) {
      say.equal(
          "standbyZone",
          declared.standbyZone().map(Value::word),
          server.standbyZone().map(Value::word),
          "properties.highAvailability.standbyAvailabilityZone");
    }
  }

  static boolean settled(FlexibleServer server) {
    return server.state().equals("Ready")
        && SETTLED.contains(server.highAvailabilityState().orElse(""));
  }

  private static boolean swapped(DatabaseServer declared, FlexibleServer live) {
    return declared.zone().equals(live.standbyZone()) && declared.standbyZone().equals(live.zone());
  }

  private static Value mode(String mode) {
    return mode.isBlank() ? Value.word("Disabled") : Value.word(mode);
  }
}
