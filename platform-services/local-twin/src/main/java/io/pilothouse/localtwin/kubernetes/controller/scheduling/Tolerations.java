package io.pilothouse.localtwin.kubernetes.controller.scheduling;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.time.Instant;
import java.util.Optional;

/** How long a pod bears a NoExecute taint. Pure. */
public final class Tolerations {

  private Tolerations() {}

  /** When the pod has to go because of the taint; nothing when it may stay. */
  public static Optional<Instant> endOf(KubeObject pod, JsonNode taint, Instant taintedAt) {
    Optional<JsonNode> toleration = NodeSelection.toleration(pod, taint);
    if (toleration.isEmpty()) {
      return Optional.of(taintedAt);
    }
    JsonNode seconds = toleration.get().path("tolerationSeconds");
    return seconds.isNumber()
        ? Optional.of(taintedAt.plusSeconds(seconds.asLong()))
        : Optional.empty();
  }
}
