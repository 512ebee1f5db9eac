package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.controller.workload.OrderedRollout.Replica;
import io.pilothouse.localtwin.kubernetes.controller.workload.OrderedRollout.State;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps the pods of a StatefulSet, each under its own name with its own disks. */
public final class StatefulSetController implements Controller {
  private static final String COMPONENT = "statefulset-controller";
  private static final Duration AGAIN_AFTER_REFUSAL = Duration.ofSeconds(2);

  private final ClusterApi api;
  private final OwnedPods pods;
  private final TemplateRevisions revisions;

  public StatefulSetController(ClusterApi api, EventRecorder events) {
    this.api = api;
    this.pods = new OwnedPods(api, events, COMPONENT);
    this.revisions = new TemplateRevisions(api);
  }

  @Override
  public String name() {
    return "statefulset";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    if (change.storage().equals(BuiltInResources.STATEFUL_SETS.storage())) {
      return List.of(change.after().key());
    }
    return change.storage().equals(BuiltInResources.PODS.storage())
        ? ReplicaSetController.owner(change.after(), "StatefulSet")
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> found = api.find(BuiltInResources.STATEFUL_SETS, key);
    if (found.isEmpty() || found.get().deleting()) {
      return Optional.empty();
    }
    KubeObject set = found.get();
    Adoption.adopt(
        api, set, BuiltInResources.PODS, pod -> OrderedPods.ordinal(set, pod).isPresent());
    KubeObject update = revisions.current(set);
    KubeObject before =
        revisions.named(set, set.status().path("currentRevision").asText()).orElse(update);
    boolean refused = false;
    try {
      for (var step : OrderedRollout.of(set.spec()).steps(replicas(set), update.name())) {
        switch (step) {
          case OrderedRollout.Create(int ordinal, boolean updated) ->
              create(set, ordinal, updated ? update : before);
          case OrderedRollout.Delete(int ordinal) ->
              owned(set).stream()
                  .filter(pod -> OrderedPods.ordinal(set, pod).orElse(-1) == ordinal)
                  .forEach(pod -> pods.delete(set, pod));
        }
      }
    } catch (ApiFailure failure) {
      if (failure.code() != 403) {
        throw failure;
      }
      refused = true;
    }
    boolean waits = report(set, update.name(), before.name());
    Set<String> inUse = new HashSet<>(List.of(update.name(), before.name()));
    owned(set).forEach(pod -> inUse.add(revision(pod)));
    revisions.forget(set, inUse);
    return refused
        ? Optional.of(AGAIN_AFTER_REFUSAL)
        : waits ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
  }

  private List<KubeObject> owned(KubeObject set) {
    return pods.of(set).stream().filter(pod -> OrderedPods.ordinal(set, pod).isPresent()).toList();
  }

  private List<Replica> replicas(KubeObject set) {
    return owned(set).stream()
        .map(pod ->
            new Replica(
                OrderedPods.ordinal(set, pod).orElseThrow(), revision(pod), state(set, pod)))
        .toList();
  }

  private State state(KubeObject set, KubeObject pod) {
    if (pod.deleting()) {
      return State.GOING;
    }
    if (Pods.finished(pod)) {
      return State.FINISHED;
    }
    return available(set, pod) ? State.AVAILABLE : State.PENDING;
  }

  private boolean available(KubeObject set, KubeObject pod) {
    Duration minReady = Duration.ofSeconds(set.spec().path("minReadySeconds").asInt());
    return Pods.available(pod, minReady, api.clock().instant());
  }

  private static String revision(KubeObject pod) {
    return pod.labels().getOrDefault(TemplateRevisions.LABEL, "");
  }

  private void create(KubeObject set, int ordinal, KubeObject revision) {
    for (ObjectNode claim : OrderedPods.claims(set, ordinal)) {
      var key = new ObjectKey(set.namespace(), claim.path("metadata").path("name").asText());
      if (api.find(BuiltInResources.VOLUME_CLAIMS, key).isEmpty()) {
        api.create(BuiltInResources.VOLUME_CLAIMS, set.namespace(), claim, WriteOptions.DEFAULT);
        // Every claim finds its disk at once.
        api.modify(
            BuiltInResources.VOLUME_CLAIMS,
            key,
            ObjectPart.STATUS,
            tree -> {
              ObjectNode status = Json.child(tree, "status");
              status.put("phase", "Bound");
              status.set("accessModes", claim.path("spec").path("accessModes").deepCopy());
              status.set(
                  "capacity", claim.path("spec").path("resources").path("requests").deepCopy());
            });
      }
    }
    pods.create(set, OrderedPods.pod(set, ordinal, revision));
  }

  /** Writes counts and revisions; returns whether a ready pod will count as available by time. */
  private boolean report(KubeObject set, String update, String before) {
    List<KubeObject> active = owned(set).stream().filter(Pods::active).toList();
    int ready = (int) active.stream().filter(Pods::ready).count();
    int available = (int) active.stream().filter(pod -> available(set, pod)).count();
    int updated = (int) active.stream().filter(pod -> revision(pod).equals(update)).count();
    int current = (int) active.stream().filter(pod -> revision(pod).equals(before)).count();
    boolean done =
        OrderedRollout.of(set.spec()).updates()
            && updated == active.size()
            && ready == active.size()
            && active.size() == set.spec().path("replicas").asInt();
    api.modify(
        BuiltInResources.STATEFUL_SETS,
        set.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          status.put("replicas", active.size());
          ReplicaSetController.count(status, "readyReplicas", ready);
          status.put("availableReplicas", available);
          ReplicaSetController.count(status, "updatedReplicas", updated);
          ReplicaSetController.count(status, "currentReplicas", done ? updated : current);
          status.put("currentRevision", done ? update : before);
          status.put("updateRevision", update);
          status.put("collisionCount", 0);
          status.put("observedGeneration", set.generation());
        });
    return ready > available;
  }
}
