package io.pilothouse.localtwin.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.ControllerTimings;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Both ends of a node's health: its kubelet's lease and conditions, and the control plane's verdict
 * when the lease runs out, with the taints that follow from either.
 */
public final class NodeController implements Controller {
  private static final String LEASES = "kube-node-lease";
  private static final String NOT_READY = "node.kubernetes.io/not-ready";
  private static final String UNREACHABLE = "node.kubernetes.io/unreachable";
  private static final Map<String, String> PRESSURES =
      Map.of(
          "MemoryPressure", "kubelet has sufficient memory available",
          "DiskPressure", "kubelet has no disk pressure",
          "PIDPressure", "kubelet has sufficient PID available");

  private final ClusterApi api;
  private final NodeFaults faults;
  private final ControllerTimings timings;
  private final EventRecorder events;

  public NodeController(
      ClusterApi api, NodeFaults faults, ControllerTimings timings, EventRecorder events) {
    this.api = api;
    this.faults = faults;
    this.timings = timings;
    this.events = events;
  }

  @Override
  public String name() {
    return "node";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    boolean added = change.type() == ObjectChange.Type.ADDED;
    return added && change.storage().equals(BuiltInResources.NODES.storage())
        ? List.of(change.after().key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> found = api.find(BuiltInResources.NODES, key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Instant now = api.clock().instant();
    Optional<NodeFaults.Fault> fault = faults.of(key.name());
    boolean silent =
        fault.filter(NodeFaults.Fault.RUNTIME_DOWN::equals).isEmpty() && fault.isPresent();
    if (!silent) {
      renewLease(key.name(), now);
      report(found.get(), fault.isPresent(), now);
    } else if (lastHeard(key.name(), now).plus(timings.nodeMonitorGrace()).isBefore(now)) {
      markUnknown(found.get(), now);
    }
    return Optional.of(silent ? Duration.ofSeconds(1) : timings.nodeHeartbeat());
  }

  private void renewLease(String node, Instant now) {
    ObjectKey key = new ObjectKey(LEASES, node);
    if (api.find(BuiltInResources.LEASES, key).isEmpty()) {
      ObjectNode lease = Json.object();
      lease.put("apiVersion", "coordination.k8s.io/v1");
      lease.putObject("metadata").put("name", node);
      ObjectNode spec = lease.putObject("spec");
      spec.put("holderIdentity", node);
      spec.put("leaseDurationSeconds", timings.nodeMonitorGrace().toSeconds());
      spec.put("renewTime", Timestamps.micros(now));
      api.create(BuiltInResources.LEASES, LEASES, lease, WriteOptions.DEFAULT);
      return;
    }
    api.modify(
        BuiltInResources.LEASES,
        key,
        ObjectPart.MAIN,
        tree -> Json.child(tree, "spec").put("renewTime", Timestamps.micros(now)));
  }

  private Instant lastHeard(String node, Instant otherwise) {
    return api.find(BuiltInResources.LEASES, new ObjectKey(LEASES, node))
        .flatMap(lease -> Timestamps.read(lease.spec().path("renewTime")))
        .orElse(otherwise);
  }

  /** What the kubelet itself says about its node. */
  private void report(KubeObject node, boolean runtimeDown, Instant now) {
    String verdict = runtimeDown ? "False" : "True";
    if (node.condition("Ready").path("status").asText().equals(verdict)) {
      return;
    }
    api.modify(
        BuiltInResources.NODES,
        node.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          PRESSURES.forEach((type, message) ->
              heard(status, type, "False", "KubeletHas" + enough(type), message, now));
          if (runtimeDown) {
            heard(status, "Ready", "False", "KubeletNotReady", "container runtime is down", now);
          } else {
            heard(status, "Ready", "True", "KubeletReady", "kubelet is posting ready status", now);
          }
        });
    taint(node.key(), runtimeDown ? NOT_READY : "", now);
    if (runtimeDown) {
      podsNotReady(node, now);
    }
    String reason = runtimeDown ? "NodeNotReady" : "NodeReady";
    events.record(
        node, "Normal", reason, "Node " + node.name() + " status is now: " + reason, "kubelet");
  }

  private static String enough(String pressure) {
    return switch (pressure) {
      case "MemoryPressure" -> "SufficientMemory";
      case "DiskPressure" -> "NoDiskPressure";
      default -> "SufficientPID";
    };
  }

  private static void heard(
      ObjectNode status, String type, String verdict, String reason, String message, Instant now) {
    Conditions.set(status, type, verdict, reason, message, now)
        .put("lastHeartbeatTime", Timestamps.seconds(now));
  }

  /** What the control plane says when the kubelet no longer does. */
  private void markUnknown(KubeObject node, Instant now) {
    if (node.condition("Ready").path("status").asText().equals("Unknown")) {
      return;
    }
    api.modify(
        BuiltInResources.NODES,
        node.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          for (String type : List.of("MemoryPressure", "DiskPressure", "PIDPressure", "Ready")) {
            Conditions.set(
                status,
                type,
                "Unknown",
                "NodeStatusUnknown",
                "Kubelet stopped posting node status.",
                now);
          }
        });
    taint(node.key(), UNREACHABLE, now);
    podsNotReady(node, now);
    events.record(
        node,
        "Normal",
        "NodeNotReady",
        "Node " + node.name() + " status is now: NodeNotReady",
        "node-controller");
  }

  private void podsNotReady(KubeObject node, Instant now) {
    for (KubeObject pod : api.list(BuiltInResources.PODS, Selection.everything())) {
      boolean here = pod.spec().path("nodeName").asText().equals(node.name());
      if (here && Conditions.isTrue(pod.status(), "Ready")) {
        api.modify(
            BuiltInResources.PODS,
            pod.key(),
            ObjectPart.STATUS,
            tree -> Conditions.set(Json.child(tree, "status"), "Ready", "False", "", "", now));
      }
    }
  }

  /** Replaces the taints of the node's health by those of one condition, or by none. */
  private void taint(ObjectKey node, String condition, Instant now) {
    api.modify(
        BuiltInResources.NODES,
        node,
        ObjectPart.SPEC,
        tree -> {
          ObjectNode spec = Json.child(tree, "spec");
          ArrayNode taints = Json.children(spec, "taints");
          for (int i = taints.size() - 1; i >= 0; i--) {
            JsonNode key = taints.get(i).path("key");
            if (List.of(NOT_READY, UNREACHABLE).contains(key.asText())) {
              taints.remove(i);
            }
          }
          if (!condition.isEmpty()) {
            for (String effect : List.of("NoSchedule", "NoExecute")) {
              taints
                  .addObject()
                  .put("key", condition)
                  .put("effect", effect)
                  .put("timeAdded", Timestamps.seconds(now));
            }
          }
          if (taints.isEmpty()) {
            spec.remove("taints");
          }
        });
  }
}
