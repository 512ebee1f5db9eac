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
            guards.add(Guards.warn("change-approval", "operations.guard.approval"));
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
      return Guards.warn("maintenance-window", "operations.guard.window.unreadable", stated);
    }
    return windows.stream().anyMatch(w -> w.contains(now))
        ? Guards.pass("maintenance-window", "operations.guard.window.inside", stated)
        : Guards.warn("maintenance-window", "operations.guard.window.outside", stated);
  }

  /** Blocks on a source that is not heard. */
  static Guard fresh(Estate estate, SourceId source) {
    String name = "fresh-" + source;
    return switch (estate.standing(source)) {
      case SourceStanding.Heard s -> Guards.pass(name, "operations.guard.heard", source.value());
      case SourceStanding.Lost s -> new Guard(name, Verdict.BLOCK, s.sentence(estate.now()));
      case SourceStanding.Starting s ->
          Guards.block(name, "operations.guard.unheard", source.value());
      case SourceStanding.NotConnected s -> new Guard(name, Verdict.BLOCK, s.sentence());
    };
  }
}
