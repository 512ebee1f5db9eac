package io.pilothouse.desktopapp.actions;

import io.pilothouse.desktopapp.reading.Estate;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that could be asked for. Whether it may be done is for the plan's guards to say.
 *
 * @param component what it is done to
 */
public record Possibility(String component, String componentName, Intent intent) {
  /** All that a state offers: rollback of what has an earlier revision, failover of primaries. */
  static List<Possibility> of(SystemState state) {
    var estate = new Estate(state);
    List<Possibility> all = new ArrayList<>();
    for (ComponentStatus component : state.components()) {
      estate
          .bound(component, WorkloadResource.class)
          .filter(d -> d.value().revisions().size() > 1)
          .ifPresent(d ->
              all.add(
                  new Possibility(
                      component.id(),
                      component.name(),
                      new Intent.Rollback(component.id(), Optional.empty()))));
      boolean primary = component.kind().equals("database-server");
      estate
          .bound(component, FlexibleServer.class)
          .filter(s -> primary && !s.value().replica())
          .ifPresent(s -> {
            for (Intent.FailoverMode mode : Intent.FailoverMode.values()) {
              all.add(
                  new Possibility(
                      component.id(),
                      component.name(),
                      new Intent.Failover(s.value().name(), mode)));
            }
          });
    }
    return all;
  }
}
