package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** events.k8s.io/v1 in terms of the stored core/v1 Event: the same facts under other names. */
final class EventVersions {
  static final VersionConversion EVENTS_V1 =
      new VersionConversion(EventVersions::toCore, EventVersions::toEvents);
  private static final Map<String, String> CORE_TO_EVENTS =
      Map.of(
          "involvedObject", "regarding",
          "message", "note",
          "source", "deprecatedSource",
          "count", "deprecatedCount",
          "firstTimestamp", "deprecatedFirstTimestamp",
          "lastTimestamp", "deprecatedLastTimestamp",
          "reportingComponent", "reportingController");

  private EventVersions() {}

  private static ObjectNode toEvents(ObjectNode tree) {
    tree.put("apiVersion", "events.k8s.io/v1");
    CORE_TO_EVENTS.forEach((core, events) -> rename(tree, core, events));
    return tree;
  }

  private static ObjectNode toCore(ObjectNode tree) {
    tree.put("apiVersion", "v1");
    CORE_TO_EVENTS.forEach((core, events) -> rename(tree, events, core));
    return tree;
  }

  private static void rename(ObjectNode tree, String from, String to) {
    JsonNode value = tree.remove(from);
    if (value != null) {
      tree.set(to, value);
    }
  }
}
