package io.pilothouse.operations.actions;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.health.SourceStanding;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Guard.Verdict;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.ChangePolicy;
import io.pilothouse.sharedmodel.estate.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The guards that every action has: the change policy, and the freshness of what it rests on. */
final class ChangeGuards {
  private ChangeGuards() {}

  /** What the change policy says of now; nothing where the document has none. */
  static List<Guard> policy(Optional<Blueprint> blueprint, Instant now) {
    var guards = new ArrayList<Guard>();
    blueprint
        .flatMap(Blueprint::changePolicy)
        .ifPresent(policy -> {
          String zone = blueprint.map(b -> b.region().timeZone()).orElse("UTC");
          if (!policy.maintenanceWindows().isEmpty()) {
            guards.add(window(policy, zone, now));
          }
          if (policy.approvalRequired()) {
            guards.add(
                new Guard(
                    "change-approval",
                    Verdict.WARN,
                    "The change policy requires an approval; here the operator's typed word is"
                        + " the only one."));
          }
        });
    return guards;
  }

  private static Guard window(ChangePolicy policy, String zone, Instant now) {
    List<MaintenanceWindow> windows =
        policy.maintenanceWindows().stream()
            .flatMap(w -> MaintenanceWindow.parse(w, zone).stream())
            .toList();
    String stated = String.join(", ", policy.maintenanceWindows());
    if (windows.isEmpty()) {
      return new Guard(
          "maintenance-window", Verdict.WARN, "The window \"" + stated + "\" cannot be read.");
    }
    return windows.stream().anyMatch(w -> w.contains(now))
        ? new Guard("maintenance-window", Verdict.PASS, "Now is within " + stated + ".")
        : new Guard(
            "maintenance-window",
            Verdict.WARN,
            "Now is outside the maintenance window " + stated + ".");
  }

  /** Blocks on a source that is not heard. */
  static Guard fresh(Estate estate, SourceId source) {
    String name = "fresh-" + source;
    return switch (estate.standing(source)) {
      case SourceStanding.Heard s ->
          new Guard(name, Verdict.PASS, "The source " + source + " is heard.");
      case SourceStanding.Lost s -> new Guard(name, Verdict.BLOCK, s.sentence(estate.now()));
      case SourceStanding.Starting s ->
          new Guard(name, Verdict.BLOCK, "The source " + source + " has not been heard yet.");
      case SourceStanding.NotConnected s -> new Guard(name, Verdict.BLOCK, s.sentence());
    };
  }
}
