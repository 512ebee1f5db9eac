package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps as many pods of a template as its ReplicaSet wants. */
public final class ReplicaSetController implements Controller {
  private static final String COMPONENT = "replicaset-controller";

  /** A quota may have room again without any change of the set's own. */
  private static final Duration AGAIN_AFTER_REFUSAL = Duration.ofSeconds(2);

  private final ClusterApi api;
  private final OwnedPods pods;

  public ReplicaSetController(ClusterApi api, EventRecorder events) {
    this.api = api;
    this.pods = new OwnedPods(api, events, COMPONENT);
  }

  @Override
  public String name() {
    return "replicaset";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    if (change.storage().equals(BuiltInResources.REPLICA_SETS.storage())) {
      return List.of(change.after().key());
    }
    return change.storage().equals(BuiltInResources.PODS.storage())
        ? owner(change.after(), "ReplicaSet")
        : List.of();
  }

  static List<ObjectKey> owner(KubeObject owned, String kind) {
    return owned
        .controller()
        .filter(reference -> reference.kind().equals(kind))
        .map(reference -> new ObjectKey(owned.namespace(), reference.name()))
        .stream()
        .toList();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> found = api.find(BuiltInResources.REPLICA_SETS, key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    KubeObject set = found.get();
    if (!set.deleting()) {
      Adoption.adopt(api, set, BuiltInResources.PODS);
      List<KubeObject> active = activePods(set);
      int missing = set.spec().path("replicas").asInt() - active.size();
      Optional<ApiFailure> refusal = createPods(set, missing);
      if (refusal.isPresent()) {
        report(set, refusal);
        return Optional.of(AGAIN_AFTER_REFUSAL);
      }
      if (missing < 0) {
        VictimOrder.choose(active, -missing).forEach(pod -> pods.delete(set, pod));
      }
    }
    return report(set, Optional.empty());
  }

  /** Creates pods until enough are there or the API forbids another. */
  private Optional<ApiFailure> createPods(KubeObject set, int missing) {
    for (int i = 0; i < missing; i++) {
      try {
        pods.create(set, OwnedPods.pod(set, set.spec().path("template")));
      } catch (ApiFailure refused) {
        if (refused.code() != 403) {
          throw refused;
        }
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }

  private List<KubeObject> activePods(KubeObject set) {
    return pods.of(set).stream().filter(Pods::active).toList();
  }

  /** Writes the counts; returns when a pod that is ready now will count as available. */
  private Optional<Duration> report(KubeObject set, Optional<ApiFailure> refusal) {
    Instant now = api.clock().instant();
    Duration minReady = Duration.ofSeconds(set.spec().path("minReadySeconds").asInt());
    List<KubeObject> active = activePods(set);
    long ready = active.stream().filter(Pods::ready).count();
    long available = active.stream().filter(pod -> Pods.available(pod, minReady, now)).count();
    api.modify(
        BuiltInResources.REPLICA_SETS,
        set.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          status.put("replicas", active.size());
          count(status, "fullyLabeledReplicas", active.size());
          count(status, "readyReplicas", ready);
          count(status, "availableReplicas", available);
          status.put("observedGeneration", set.generation());
          failure(status, refusal, now);
        });
    return ready > available ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
  }

  private static void failure(ObjectNode status, Optional<ApiFailure> refusal, Instant now) {
    if (refusal.isPresent()) {
      Conditions.set(
          status, "ReplicaFailure", "True", "FailedCreate", refusal.get().getMessage(), now);
    } else {
      status.remove("conditions");
    }
  }

  /** Counts of zero are left out, as the API leaves them out. */
  static void count(ObjectNode status, String field, long number) {
    if (number == 0) {
      status.remove(field);
    } else {
      status.put(field, number);
    }
  }
}
