package io.pilothouse.localtwin.kubernetes.controller.scheduling;

import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives every new pod a node, and tries those that found none again when something has changed. */
public final class SchedulerController implements Controller {
  private static final String COMPONENT = "default-scheduler";

  /** Stands for every pod that waits for a node. */
  private static final ObjectKey ALL_WAITING = new ObjectKey("", "");

  private final ClusterApi api;
  private final EventRecorder events;

  public SchedulerController(ClusterApi api, EventRecorder events) {
    this.api = api;
    this.events = events;
  }

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    if (change.storage().equals(BuiltInResources.NODES.storage())) {
      return schedulable(change) ? List.of(ALL_WAITING) : List.of();
    }
    if (!change.storage().equals(BuiltInResources.PODS.storage())) {
      return List.of();
    }
    boolean waiting = Pods.node(change.after()).isEmpty();
    return switch (change.type()) {
      case ADDED -> waiting ? List.of(change.after().key()) : List.of();
      case DELETED -> List.of(ALL_WAITING);
      case MODIFIED -> List.of();
    };
  }

  /** Whether the node's change can matter: not its heartbeats. */
  private static boolean schedulable(ObjectChange change) {
    return change
        .before()
        .filter(before ->
            before.spec().equals(change.after().spec())
                && before.labels().equals(change.after().labels())
                && before
                    .at("status", "allocatable")
                    .equals(change.after().at("status", "allocatable")))
        .isEmpty();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    if (key.equals(ALL_WAITING)) {
      for (KubeObject pod : api.list(BuiltInResources.PODS, Selection.everything())) {
        if (waits(pod)) {
          schedule(pod);
        }
      }
    } else {
      api.find(BuiltInResources.PODS, key)
          .filter(SchedulerController::waits)
          .ifPresent(this::schedule);
    }
    return Optional.empty();
  }

  private static boolean waits(KubeObject pod) {
    return Pods.node(pod).isEmpty() && Pods.active(pod);
  }

  private void schedule(KubeObject pod) {
    switch (Placement.decide(pod, nodes())) {
      case Placement.On(String node) -> bind(pod, node);
      case Placement.Nowhere(String message) -> wait(pod, message);
    }
  }

  private void bind(KubeObject pod, String node) {
    api.modify(
        BuiltInResources.PODS,
        pod.key(),
        ObjectPart.SPEC,
        tree -> Json.child(tree, "spec").put("nodeName", node));
    events.record(
        pod,
        "Normal",
        "Scheduled",
        "Successfully assigned " + pod.namespace() + "/" + pod.name() + " to " + node,
        COMPONENT);
  }

  private void wait(KubeObject pod, String message) {
    boolean known = pod.condition("PodScheduled").path("message").asText().equals(message);
    if (known) {
      return;
    }
    api.modify(
        BuiltInResources.PODS,
        pod.key(),
        ObjectPart.STATUS,
        tree ->
            Conditions.set(
                Json.child(tree, "status"),
                "PodScheduled",
                "False",
                "Unschedulable",
                message,
                api.clock().instant()));
    events.record(pod, "Warning", "FailedScheduling", message, COMPONENT);
  }

  private List<NodeView> nodes() {
    Map<String, List<KubeObject>> byNode = new HashMap<>();
    for (KubeObject pod : api.list(BuiltInResources.PODS, Selection.everything())) {
      if (!Pods.node(pod).isEmpty() && !Pods.finished(pod)) {
        byNode.computeIfAbsent(Pods.node(pod), node -> new ArrayList<>()).add(pod);
      }
    }
    return api.list(BuiltInResources.NODES, Selection.everything()).stream()
        .map(node -> new NodeView(node, byNode.getOrDefault(node.name(), List.of())))
        .toList();
  }
}
