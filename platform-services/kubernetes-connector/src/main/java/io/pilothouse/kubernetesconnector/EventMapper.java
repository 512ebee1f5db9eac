package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.instant;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.pilothouse.sharedmodel.estate.ClusterEvent;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.time.Instant;
import java.util.Optional;

/** Maps an event of the core API. Pure. */
final class EventMapper {
  private EventMapper() {}

  static ClusterEvent map(Event event) {
    String namespace = event.getMetadata().getNamespace();
    String name = event.getMetadata().getName();
    return new ClusterEvent(
        ResourceId.kubernetes("event", namespace, name),
        name,
        regarding(event),
        "Warning".equals(event.getType()),
        text(event.getReason()).orElse(""),
        text(event.getMessage()).map(String::strip).orElse(""),
        count(event),
        lastSeen(event));
  }

  private static ResourceId regarding(Event event) {
    ObjectReference about =
        Optional.ofNullable(event.getInvolvedObject()).orElseGet(ObjectReference::new);
    String kind = text(about.getKind()).orElse("unknown");
    String name = text(about.getName()).orElse("unknown");
    return text(about.getNamespace())
        .map(namespace -> ResourceId.kubernetes(kind, namespace, name))
        .orElseGet(() -> ResourceId.kubernetes(kind, name));
  }

  private static int count(Event event) {
    if (event.getSeries() != null && event.getSeries().getCount() != null) {
      return event.getSeries().getCount();
    }
    return event.getCount() == null ? 1 : event.getCount();
  }

  /** Old recorders write lastTimestamp, new ones eventTime and a series. */
  private static Instant lastSeen(Event event) {
    Optional<Instant> series =
        Optional.ofNullable(event.getSeries())
            .flatMap(s -> Optional.ofNullable(s.getLastObservedTime()))
            .flatMap(t -> instant(t.getTime()));
    return series
        .or(() -> instant(event.getLastTimestamp()))
        .or(() -> Optional.ofNullable(event.getEventTime()).flatMap(t -> instant(t.getTime())))
        .or(() -> instant(event.getMetadata().getCreationTimestamp()))
        .orElse(Instant.EPOCH);
  }
}
