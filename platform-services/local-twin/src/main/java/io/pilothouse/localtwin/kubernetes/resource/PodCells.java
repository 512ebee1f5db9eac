package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import java.time.Instant;
import java.util.Optional;

/** The cells of a pod's row, by the rules of kubectl's printer. */
final class PodCells {

  private PodCells() {}

  static TableLayout layout() {
    return TableLayout.start()
        .text("Ready", PodCells::ready)
        .text("Status", PodCells::status)
        .text("Restarts", PodCells::restarts)
        .age()
        .wide("IP", pod -> orNone(pod.status().path("podIP")))
        .wide("Node", pod -> orNone(pod.spec().path("nodeName")))
        .wide("Nominated Node", pod -> orNone(pod.status().path("nominatedNodeName")))
        .wide("Readiness Gates", pod -> "<none>");
  }

  private static Object ready(KubeObject pod) {
    int ready = 0;
    for (JsonNode container : pod.status().path("containerStatuses")) {
      ready += container.path("ready").asBoolean() ? 1 : 0;
    }
    return ready + "/" + pod.spec().path("containers").size();
  }

  private static Object status(KubeObject pod) {
    if (pod.deleting()) {
      return "Terminating";
    }
    String reason = pod.status().path("reason").asText(pod.status().path("phase").asText());
    for (JsonNode container : pod.status().path("containerStatuses")) {
      JsonNode state = container.path("state");
      String waiting = state.path("waiting").path("reason").asText();
      String terminated = state.path("terminated").path("reason").asText();
      if (!waiting.isEmpty()) {
        reason = waiting;
      } else if (!terminated.isEmpty()) {
        reason = terminated;
      }
    }
    boolean running = reason.equals("Running");
    boolean unready = !Conditions.isTrue(pod.status(), "Ready");
    boolean placed = pod.spec().hasNonNull("nodeName");
    return running && unready && !placed ? "NotReady" : reason;
  }

  private static Object restarts(KubeObject pod, Instant now) {
    int restarts = 0;
    Optional<Instant> last = Optional.empty();
    for (JsonNode container : pod.status().path("containerStatuses")) {
      restarts += container.path("restartCount").asInt();
      Optional<Instant> finished =
          Timestamps.read(container.path("lastState").path("terminated").path("finishedAt"));
      if (finished.isPresent() && last.filter(finished.get()::isBefore).isEmpty()) {
        last = finished;
      }
    }
    if (restarts == 0 || last.isEmpty()) {
      return Integer.toString(restarts);
    }
    return restarts + " (" + TableLayout.age(last.get(), now) + " ago)";
  }

  static String orNone(JsonNode field) {
    String text = field.asText("");
    return text.isEmpty() ? "<none>" : text;
  }
}
