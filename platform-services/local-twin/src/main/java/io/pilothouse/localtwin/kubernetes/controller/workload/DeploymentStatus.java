package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The status of a deployment: counts, and the conditions Available and Progressing with their
 * deadlines. Pure; the rules of the deployment controller's syncRolloutStatus.
 */
final class DeploymentStatus {
  private static final String PROGRESSING = "Progressing";
  private static final String NEW_AVAILABLE = "NewReplicaSetAvailable";
  private static final String TIMED_OUT = "ProgressDeadlineExceeded";

  private final KubeObject deployment;
  private final List<KubeObject> all;
  private final Optional<KubeObject> current;
  private final Instant now;

  DeploymentStatus(
      KubeObject deployment, List<KubeObject> all, Optional<KubeObject> current, Instant now) {
    this.deployment = deployment;
    this.all = all;
    this.current = current;
    this.now = now;
  }

  private static long sum(List<KubeObject> sets, String field) {
    return sets.stream().mapToLong(set -> set.status().path(field).asLong()).sum();
  }

  /** The next status. */
  ObjectNode next() {
    JsonNode before = deployment.status();
    ObjectNode status = before instanceof ObjectNode object ? object.deepCopy() : Json.object();
    long replicas = sum(all, "replicas");
    long available = sum(all, "availableReplicas");
    long updated = current.map(set -> set.status().path("replicas").asLong()).orElse(0L);
    status.put("observedGeneration", deployment.generation());
    ReplicaSetController.count(status, "replicas", replicas);
    ReplicaSetController.count(status, "updatedReplicas", updated);
    ReplicaSetController.count(status, "readyReplicas", sum(all, "readyReplicas"));
    ReplicaSetController.count(status, "availableReplicas", available);
    long wanted = all.stream().mapToLong(set -> set.spec().path("replicas").asLong()).sum();
    ReplicaSetController.count(status, "unavailableReplicas", Math.max(0, wanted - available));
    availability(status, available);
    progress(status, before);
    failure(status);
    return status;
  }

  /** What keeps the current ReplicaSet from making its pods, such as a quota. */
  private void failure(ObjectNode status) {
    JsonNode failed =
        current.map(set -> set.condition("ReplicaFailure")).orElse(Json.object().path("none"));
    if (!failed.isMissingNode()) {
      condition(
          status,
          "ReplicaFailure",
          "True",
          failed.path("reason").asText(),
          failed.path("message").asText());
    } else {
      Conditions.remove(status, "ReplicaFailure");
    }
  }

  private void availability(ObjectNode status, long available) {
    RollingUpdate limits = RollingUpdate.of(deployment.spec());
    boolean enough = available >= limits.desired() - limits.maxUnavailable();
    condition(
        status,
        "Available",
        enough ? "True" : "False",
        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        "Deployment " + (enough ? "has" : "does not have") + " minimum availability.");
  }

  private void progress(ObjectNode status, JsonNode before) {
    JsonNode known = Conditions.find(before, PROGRESSING);
    String reason = known.path("reason").asText();
    if (deployment.spec().path("paused").asBoolean()) {
      if (!reason.equals(TIMED_OUT) && !reason.equals("DeploymentPaused")) {
        condition(status, PROGRESSING, "Unknown", "DeploymentPaused", "Deployment is paused");
      }
      return;
    }
    boolean settled =
        status.path("replicas").asLong() == status.path("updatedReplicas").asLong()
            && reason.equals(NEW_AVAILABLE);
    String set =
        current
            .map(replicaSet -> "ReplicaSet \"" + replicaSet.name() + "\"")
            .orElse("Deployment \"" + deployment.name() + "\"");
    if (settled && current.isPresent()) {
      return;
    }
    if (complete(status)) {
      condition(status, PROGRESSING, "True", NEW_AVAILABLE, set + " has successfully progressed.");
    } else if (reason.isEmpty() || reason.equals("DeploymentPaused") || advanced(status, before)) {
      boolean resumed = reason.equals("DeploymentPaused");
      condition(
          status,
          PROGRESSING,
          "True",
          resumed ? "DeploymentResumed" : "ReplicaSetUpdated",
          resumed ? "Deployment is resumed" : set + " is progressing.");
    } else if (deadline(before).filter(due -> due.isBefore(now)).isPresent()) {
      condition(status, PROGRESSING, "False", TIMED_OUT, set + " has timed out progressing.");
    }
  }

  private boolean complete(JsonNode status) {
    int desired = deployment.spec().path("replicas").asInt();
    return status.path("updatedReplicas").asInt() == desired
        && status.path("replicas").asInt() == desired
        && status.path("availableReplicas").asInt() == desired;
  }

  private static boolean advanced(JsonNode status, JsonNode before) {
    long oldNow = status.path("replicas").asLong() - status.path("updatedReplicas").asLong();
    long oldBefore = before.path("replicas").asLong() - before.path("updatedReplicas").asLong();
    return more(status, before, "updatedReplicas")
        || oldNow < oldBefore
        || more(status, before, "readyReplicas")
        || more(status, before, "availableReplicas");
  }

  private static boolean more(JsonNode status, JsonNode before, String field) {
    return status.path(field).asLong() > before.path(field).asLong();
  }

  /** When a rollout that stands still has failed; nothing when it has ended. */
  Optional<Instant> deadline(JsonNode status) {
    JsonNode known = Conditions.find(status, PROGRESSING);
    boolean over = List.of(NEW_AVAILABLE, TIMED_OUT).contains(known.path("reason").asText());
    int seconds = deployment.spec().path("progressDeadlineSeconds").asInt();
    if (over || seconds <= 0 || seconds == Integer.MAX_VALUE) {
      return Optional.empty();
    }
    return Timestamps.read(known.path("lastUpdateTime"))
        .map(last -> last.plus(Duration.ofSeconds(seconds)));
  }

  /** A condition that began: a new ReplicaSet, or an old one found again. */
  void began(ObjectNode status, boolean created) {
    String name = current.map(KubeObject::name).orElse("");
    condition(
        status,
        PROGRESSING,
        "True",
        created ? "NewReplicaSetCreated" : "FoundNewReplicaSet",
        created
            ? "Created new replica set \"" + name + "\""
            : "Found new replica set \"" + name + "\"");
  }

  private void condition(
      ObjectNode status, String type, String verdict, String reason, String message) {
    JsonNode known = Conditions.find(status, type);
    boolean same =
        known.path("status").asText().equals(verdict)
            && known.path("reason").asText().equals(reason)
            && !type.equals(PROGRESSING);
    ObjectNode condition = Conditions.set(status, type, verdict, reason, message, now);
    if (!same) {
      condition.put("lastUpdateTime", Timestamps.seconds(now));
    }
  }
}
