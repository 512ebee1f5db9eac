package io.pilothouse.localtwin.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes Events; the same one again only counts up. Used by the controllers' one thread. */
public final class EventRecorder {
  private static final int REMEMBERED = 4096;

  private record Sameness(String uid, String type, String reason, String message) {}

  private final ClusterApi api;
  private final Map<Sameness, ObjectKey> written =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sameness, ObjectKey> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long sequence;

  public EventRecorder(ClusterApi api) {
    this.api = api;
  }

  /** Records that something happened to an object; {@code type} is Normal or Warning. */
  public synchronized void record(
      KubeObject about, String type, String reason, String message, String component) {
    Sameness same = new Sameness(about.uid(), type, reason, message);
    Instant now = api.clock().instant();
    ObjectKey known = written.get(same);
    if (known != null && api.find(BuiltInResources.EVENTS, known).isPresent()) {
      api.modify(
          BuiltInResources.EVENTS,
          known,
          ObjectPart.MAIN,
          tree -> {
            tree.put("count", tree.path("count").asInt(1) + 1);
            tree.put("lastTimestamp", Timestamps.seconds(now));
          });
      return;
    }
    String namespace = about.namespace().isEmpty() ? "default" : about.namespace();
    try {
      KubeObject event =
          api.create(
              BuiltInResources.EVENTS,
              namespace,
              event(about, type, reason, message, component, now),
              WriteOptions.DEFAULT);
      written.put(same, event.key());
    } catch (ApiFailure namespaceGoing) {
      if (namespaceGoing.code() != 403 && namespaceGoing.code() != 404) {
        throw namespaceGoing;
      }
    }
  }

  private ObjectNode event(
      KubeObject about, String type, String reason, String message, String component, Instant now) {
    ObjectNode event = Json.object();
    event.put("apiVersion", "v1");
    event.put("kind", "Event");
    String moment = Long.toHexString(now.toEpochMilli() * 1_000_000 + sequence++);
    event.putObject("metadata").put("name", about.name() + "." + moment);
    event
        .putObject("involvedObject")
        .put("kind", about.kind())
        .put("namespace", about.namespace())
        .put("name", about.name())
        .put("uid", about.uid())
        .put("apiVersion", about.apiVersion())
        .put("resourceVersion", Long.toString(about.resourceVersion()));
    event.put("reason", reason);
    event.put("message", message);
    event.putObject("source").put("component", component);
    event.put("firstTimestamp", Timestamps.seconds(now));
    event.put("lastTimestamp", Timestamps.seconds(now));
    event.put("count", 1);
    event.put("type", type);
    event.putNull("eventTime");
    event.put("reportingComponent", component);
    event.put("reportingInstance", "");
    return event;
  }
}
