package io.pilothouse.desktopapp.inspector;

import io.pilothouse.desktopapp.actions.Possibility;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.estate.ClusterEvent;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import java.util.List;
import java.util.Optional;

/**
 * Everything known of what is selected.
 *
 * @param status absent for a container that nothing judges
 * @param detail the map's second line
 * @param source where the document says so, as file and line
 * @param metric what is drawn over time; absent where nothing is measured
 * @param events about what stands behind it, newest first
 */
public record Inspection(
    String id,
    String kind,
    String name,
    Optional<Sentence> detail,
    Optional<ComponentStatus> status,
    Optional<String> source,
    Optional<Metric> metric,
    List<ClusterEvent> events,
    List<Alert> alerts,
    List<Possibility> possibilities) {
  public Inspection {
    events = List.copyOf(events);
    alerts = List.copyOf(alerts);
    possibilities = List.copyOf(possibilities);
  }

  /** A metric of a resource. @param unit symbol */
  public record Metric(ResourceId resource, String name, String unit) {}
}
