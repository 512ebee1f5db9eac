package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.controller.scheduling.NodeFit;
import io.pilothouse.localtwin.kubernetes.controller.workload.DaemonRollout.Daemon;
import io.pilothouse.localtwin.kubernetes.controller.workload.DaemonRollout.NodePods;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps one pod of a DaemonSet on every node that is one for it. */
public final class DaemonSetController implements Controller {
  private static final String COMPONENT = "daemonset-controller";
  private static final Duration AGAIN_AFTER_REFUSAL = Duration.ofSeconds(2);

  private final ClusterApi api;
  private final OwnedPods pods;
  private final TemplateRevisions revisions;

  public DaemonSetController(ClusterApi api, EventRecorder events) {
    this.api = api;
    this.pods = new OwnedPods(api, events, COMPONENT);
    this.revisions = new TemplateRevisions(api);
  }

  @Override
  public String name() {
    return "daemonset";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    if (change.storage().equals(BuiltInResources.DAEMON_SETS.storage())) {
      return List.of(change.after().key());
    }
    if (change.storage().equals(BuiltInResources.NODES.storage())) {
      boolean heartbeat =
          change
              .before()
              .filter(before ->
                  before.spec().equals(change.after().spec())
                      && before.labels().equals(change.after().labels()))
              .isPresent();
      return heartbeat
          ? List.of()
          : api.list(BuiltInResources.DAEMON_SETS, Selection.everything()).stream()
              .map(KubeObject::key)
              .toList();
    }
    return change.storage().equals(BuiltInResources.PODS.storage())
        ? ReplicaSetController.owner(change.after(), "DaemonSet")
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> found = api.find(BuiltInResources.DAEMON_SETS, key);
    if (found.isEmpty() || found.get().deleting()) {
      return Optional.empty();
    }
    KubeObject set = found.get();
    KubeObject update = revisions.current(set);
    List<NodePods> nodes = nodes(set, update);
    DaemonRollout.Steps steps = DaemonRollout.of(set.spec()).steps(nodes);
    boolean refused = false;
    try {
      steps.createOn().forEach(node -> pods.create(set, pod(set, update, node)));
    } catch (ApiFailure failure) {
      if (failure.code() != 403) {
        throw failure;
      }
      refused = true;
    }
    pods.of(set).stream()
        .filter(pod -> steps.delete().contains(pod.name()))
        .forEach(pod -> pods.delete(set, pod));
    boolean waits = report(set, nodes(set, update));
    Set<String> inUse = new HashSet<>(Set.of(update.name()));
    pods.of(set).forEach(pod -> inUse.add(set.name() + "-" + revision(pod)));
    revisions.forget(set, inUse);
    return refused
        ? Optional.of(AGAIN_AFTER_REFUSAL)
        : waits ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
  }

  private List<NodePods> nodes(KubeObject set, KubeObject update) {
    List<KubeObject> all = pods.of(set);
    return api.list(BuiltInResources.NODES, Selection.everything()).stream()
        .map(node -> {
          KubeObject meant = KubeObject.of(pod(set, update, node.name()));
          return new NodePods(
              node.name(),
              NodeFit.admits(meant, node),
              NodeFit.keeps(meant, node),
              all.stream()
                  .filter(pod -> DaemonPod.target(pod).equals(node.name()))
                  .map(pod -> daemon(set, update, pod))
                  .toList());
        })
        .toList();
  }

  private Daemon daemon(KubeObject set, KubeObject update, KubeObject pod) {
    Duration minReady = Duration.ofSeconds(set.spec().path("minReadySeconds").asInt());
    return new Daemon(
        pod.name(),
        revision(pod).equals(hash(update)),
        Pods.available(pod, minReady, api.clock().instant()),
        pod.deleting(),
        Pods.finished(pod));
  }

  private static ObjectNode pod(KubeObject set, KubeObject revision, String node) {
    ObjectNode pod = OwnedPods.pod(set, TemplateRevisions.template(revision));
    Json.child(Json.child(pod, "metadata"), "labels").put(TemplateRevisions.LABEL, hash(revision));
    DaemonPod.on(node, Json.child(pod, "spec"));
    return pod;
  }

  private static String hash(KubeObject revision) {
    return revision.labels().getOrDefault(TemplateRevisions.LABEL, "");
  }

  private static String revision(KubeObject pod) {
    return pod.labels().getOrDefault(TemplateRevisions.LABEL, "");
  }

  /** Writes the counts; returns whether a ready pod will count as available by time. */
  private boolean report(KubeObject set, List<NodePods> nodes) {
    long desired = nodes.stream().filter(NodePods::admits).count();
    List<Daemon> placed =
        nodes.stream()
            .filter(NodePods::admits)
            .flatMap(node -> node.pods().stream().filter(pod -> !pod.going()).limit(1))
            .toList();
    long misplaced =
        nodes.stream().filter(node -> !node.admits() && !node.pods().isEmpty()).count();
    long available = placed.stream().filter(Daemon::available).count();
    long updated = placed.stream().filter(Daemon::updated).count();
    Set<String> names = new HashSet<>(placed.stream().map(Daemon::name).toList());
    long ready =
        pods.of(set).stream().filter(pod -> names.contains(pod.name())).filter(Pods::ready).count();
    api.modify(
        BuiltInResources.DAEMON_SETS,
        set.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          status.put("desiredNumberScheduled", desired);
          status.put("currentNumberScheduled", placed.size());
          status.put("numberMisscheduled", misplaced);
          status.put("numberReady", ready);
          ReplicaSetController.count(status, "updatedNumberScheduled", updated);
          ReplicaSetController.count(status, "numberAvailable", available);
          ReplicaSetController.count(status, "numberUnavailable", desired - available);
          status.put("observedGeneration", set.generation());
        });
    return ready > available;
  }
}
