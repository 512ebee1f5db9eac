package io.pilothouse.localtwin.kubernetes.controller.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.controller.scheduling.Tolerations;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deletes pods from nodes with a NoExecute taint once their toleration has run out, and those whose
 * node is no more.
 */
public final class TaintEviction implements Controller {
  private final ClusterApi api;
  private final EventRecorder events;

  public TaintEviction(ClusterApi api, EventRecorder events) {
    this.api = api;
    this.events = events;
  }

  @Override
  public String name() {
    return "taint-eviction";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    boolean tainted =
        change
            .before()
            .filter(before -> change.type() != ObjectChange.Type.DELETED)
            .filter(
                before -> before.spec().path("taints").equals(change.after().spec().path("taints")))
            .isEmpty();
    return change.storage().equals(BuiltInResources.NODES.storage()) && tainted
        ? List.of(change.after().key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> node = api.find(BuiltInResources.NODES, key);
    List<Duration> waits = new ArrayList<>();
    for (KubeObject pod : api.list(BuiltInResources.PODS, Selection.everything())) {
      if (Pods.node(pod).equals(key.name()) && !pod.deleting()) {
        if (node.isEmpty()) {
          api.delete(BuiltInResources.PODS, pod.key(), Deletion.now());
        } else {
          evictInTime(pod, node.get()).ifPresent(waits::add);
        }
      }
    }
    return waits.stream().min(Duration::compareTo);
  }

  private Optional<Duration> evictInTime(KubeObject pod, KubeObject node) {
    Instant now = api.clock().instant();
    Optional<Instant> deadline = Optional.empty();
    for (JsonNode taint : node.spec().path("taints")) {
      if (taint.path("effect").asText().equals("NoExecute")) {
        Optional<Instant> end = Tolerations.endOf(pod, taint, added(taint, now));
        if (end.isPresent() && deadline.filter(end.get()::isAfter).isEmpty()) {
          deadline = end;
        }
      }
    }
    if (deadline.isEmpty()) {
      return Optional.empty();
    }
    Duration left = Duration.between(now, deadline.get());
    if (left.isPositive()) {
      return Optional.of(left);
    }
    events.record(
        pod,
        "Normal",
        "TaintManagerEviction",
        "Marking for deletion Pod " + pod.namespace() + "/" + pod.name(),
        "taint-eviction-controller");
    api.delete(BuiltInResources.PODS, pod.key(), Deletion.inBackground());
    return Optional.empty();
  }

  private static Instant added(JsonNode taint, Instant now) {
    return Timestamps.read(taint.path("timeAdded")).orElse(now);
  }
}
