package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import java.time.Instant;

/**
 * The status that one evaluation writes; begun from the one before, so that transition times last.
 */
record AutoscalerStatus(ObjectNode tree, Instant now) {

  static AutoscalerStatus of(KubeObject scaler, Instant now) {
    ObjectNode tree =
        scaler.status() instanceof ObjectNode before ? before.deepCopy() : Json.object();
    tree.put("observedGeneration", scaler.generation());
    return new AutoscalerStatus(tree, now);
  }

  void set(String type, ScalingLimits.Verdict verdict) {
    set(type, verdict.status(), verdict.reason(), verdict.message());
  }

  void set(String type, boolean verdict, String reason, String message) {
    Conditions.set(tree, type, verdict ? "True" : "False", reason, message, now);
  }

  void current(int replicas) {
    tree.put("currentReplicas", replicas);
  }

  void desired(int replicas) {
    tree.put("desiredReplicas", replicas);
  }

  void metrics(ArrayNode current) {
    tree.set("currentMetrics", current);
  }

  void scaled() {
    tree.put("lastScaleTime", Timestamps.seconds(now));
  }
}
