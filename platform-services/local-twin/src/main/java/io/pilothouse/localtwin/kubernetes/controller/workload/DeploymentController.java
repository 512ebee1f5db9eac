package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rolls a deployment's template out over ReplicaSets. One ReplicaSet is one template; going back to
 * a template takes its ReplicaSet up again under a new revision number.
 */
public final class DeploymentController implements Controller {
  private static final String COMPONENT = "deployment-controller";

  private final ClusterApi api;
  private final EventRecorder events;

  public DeploymentController(ClusterApi api, EventRecorder events) {
    this.api = api;
    this.events = events;
  }

  @Override
  public String name() {
    return "deployment";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    if (change.storage().equals(BuiltInResources.DEPLOYMENTS.storage())) {
      return List.of(change.after().key());
    }
    return change.storage().equals(BuiltInResources.REPLICA_SETS.storage())
        ? ReplicaSetController.owner(change.after(), "Deployment")
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> deployment = api.find(BuiltInResources.DEPLOYMENTS, key);
    if (deployment.isEmpty() || deployment.get().deleting()) {
      return Optional.empty();
    }
    Adoption.adopt(api, deployment.get(), BuiltInResources.REPLICA_SETS);
    boolean paused = deployment.get().spec().path("paused").asBoolean();
    if (!paused && current(deployment.get()).isEmpty()) {
      create(deployment.get());
    } else if (!paused) {
      keepRevision(deployment.get(), current(deployment.get()).orElseThrow());
    }
    KubeObject fresh = api.get(BuiltInResources.DEPLOYMENTS, key);
    if (rescaled(fresh)) {
      new ProportionalScaling(fresh, replicaSets(fresh), current(fresh))
          .sizes()
          .forEach((name, size) -> resize(fresh, name, size));
    } else if (!paused && current(fresh).isPresent()) {
      // Without one the template has changed in between, and that change is looked at next.
      rollOut(fresh);
    }
    Optional<Duration> again = report(fresh);
    forgetOldRevisions(fresh);
    return again;
  }

  /** The deployment's ReplicaSets, oldest first. */
  private List<KubeObject> replicaSets(KubeObject deployment) {
    return api.store().dependentsOf(deployment.uid()).stream()
        .filter(dependent -> dependent.kind().equals("ReplicaSet"))
        .filter(set -> set.controlledBy(deployment) && !set.deleting())
        .sorted(
            Comparator.comparing(KubeObject::createdAt).thenComparing(KubeObject::resourceVersion))
        .toList();
  }

  private Optional<KubeObject> current(KubeObject deployment) {
    return replicaSets(deployment).stream()
        .filter(set -> Revisions.sameTemplate(deployment, set))
        .findFirst();
  }

  private List<KubeObject> old(KubeObject deployment) {
    String current = current(deployment).map(KubeObject::name).orElse("");
    return replicaSets(deployment).stream().filter(set -> !set.name().equals(current)).toList();
  }

  private void create(KubeObject deployment) {
    String hash = Revisions.hash(deployment);
    RollingUpdate limits = RollingUpdate.of(deployment.spec());
    List<KubeObject> old = replicaSets(deployment);
    long revision = old.stream().mapToLong(Revisions::of).max().orElse(0) + 1;
    boolean recreate = recreates(deployment);
    String name = deployment.name() + "-" + hash;
    int replicas =
        recreate && old.stream().anyMatch(set -> set.spec().path("replicas").asInt() > 0)
            ? 0
            : limits.newReplicas(new RollingUpdate.Size(name, 0, 0), RollingUpdate.sizes(old));
    ObjectNode set = Revisions.replicaSet(deployment, name, hash, replicas);
    Revisions.mark(set, deployment, revision);
    Revisions.markSizes(set, limits.desired(), limits.desired() + limits.maxSurge());
    api.create(BuiltInResources.REPLICA_SETS, deployment.namespace(), set, WriteOptions.DEFAULT);
    if (replicas > 0) {
      scaled(deployment, "up", name, 0, replicas);
    }
    annotate(deployment, revision);
    begin(deployment, true);
  }

  /** The current ReplicaSet carries the highest revision, also when it comes back from the past. */
  private void keepRevision(KubeObject deployment, KubeObject current) {
    long others = old(deployment).stream().mapToLong(Revisions::of).max().orElse(0);
    long revision = Math.max(others + 1, Revisions.of(current));
    boolean returned = Revisions.of(current) < revision;
    api.modify(
        BuiltInResources.REPLICA_SETS,
        current.key(),
        ObjectPart.MAIN,
        tree -> {
          Revisions.mark(tree, deployment, revision);
          Json.child(tree, "spec")
              .put("minReadySeconds", deployment.spec().path("minReadySeconds").asInt());
        });
    annotate(deployment, revision);
    if (returned) {
      begin(deployment, false);
    }
  }

  private void annotate(KubeObject deployment, long revision) {
    api.modify(
        BuiltInResources.DEPLOYMENTS,
        deployment.key(),
        ObjectPart.MAIN,
        tree ->
            Json.child(Json.child(tree, "metadata"), "annotations")
                .put(Revisions.REVISION, Long.toString(revision)));
  }

  private void begin(KubeObject deployment, boolean created) {
    DeploymentStatus decision = decision(deployment);
    api.modify(
        BuiltInResources.DEPLOYMENTS,
        deployment.key(),
        ObjectPart.STATUS,
        tree -> decision.began(Json.child(tree, "status"), created));
  }

  private boolean rescaled(KubeObject deployment) {
    String desired = deployment.spec().path("replicas").asText();
    return replicaSets(deployment).stream()
        .filter(set -> set.spec().path("replicas").asInt() > 0)
        .map(set -> set.annotations().getOrDefault(Revisions.DESIRED, desired))
        .anyMatch(annotated -> !annotated.equals(desired));
  }

  private void rollOut(KubeObject deployment) {
    KubeObject current = current(deployment).orElseThrow();
    List<RollingUpdate.Size> old = RollingUpdate.sizes(old(deployment));
    RollingUpdate.Size now = RollingUpdate.size(current);
    RollingUpdate rolling = RollingUpdate.of(deployment.spec());
    if (recreates(deployment)) {
      old.stream()
          .filter(set -> set.replicas() > 0)
          .forEach(set -> resize(deployment, set.name(), 0));
      if (oldPodsGone(deployment)) {
        resize(deployment, current.name(), rolling.desired());
      }
      return;
    }
    int wanted = rolling.newReplicas(now, old);
    if (wanted != now.replicas()) {
      resize(deployment, current.name(), wanted);
    } else {
      for (Map.Entry<String, Integer> less : rolling.oldReplicas(now, old).entrySet()) {
        resize(deployment, less.getKey(), less.getValue());
      }
    }
  }

  private static boolean recreates(KubeObject deployment) {
    return deployment.at("spec", "strategy", "type").asText().equals("Recreate");
  }

  private boolean oldPodsGone(KubeObject deployment) {
    return old(deployment).stream()
        .flatMap(set -> api.store().dependentsOf(set.uid()).stream())
        .allMatch(Pods::finished);
  }

  private void resize(KubeObject deployment, String replicaSet, int size) {
    ObjectKey key = new ObjectKey(deployment.namespace(), replicaSet);
    int before = api.get(BuiltInResources.REPLICA_SETS, key).spec().path("replicas").asInt();
    RollingUpdate limits = RollingUpdate.of(deployment.spec());
    api.modify(
        BuiltInResources.REPLICA_SETS,
        key,
        ObjectPart.MAIN,
        tree -> {
          Json.child(tree, "spec").put("replicas", size);
          Revisions.markSizes(tree, limits.desired(), limits.desired() + limits.maxSurge());
        });
    if (size != before) {
      scaled(deployment, size > before ? "up" : "down", replicaSet, before, size);
    }
  }

  private void scaled(KubeObject deployment, String direction, String set, int before, int after) {
    events.record(
        deployment,
        "Normal",
        "ScalingReplicaSet",
        "Scaled "
            + direction
            + " replica set "
            + set
            + " to "
            + after
            + (before == 0 && direction.equals("up") ? "" : " from " + before),
        COMPONENT);
  }

  private DeploymentStatus decision(KubeObject deployment) {
    return new DeploymentStatus(
        deployment, replicaSets(deployment), current(deployment), api.clock().instant());
  }

  private Optional<Duration> report(KubeObject deployment) {
    KubeObject fresh = api.get(BuiltInResources.DEPLOYMENTS, deployment.key());
    DeploymentStatus decision = decision(fresh);
    ObjectNode status = decision.next();
    api.modify(
        BuiltInResources.DEPLOYMENTS,
        fresh.key(),
        ObjectPart.STATUS,
        tree -> tree.set("status", status));
    Instant now = api.clock().instant();
    return decision
        .deadline(status)
        .map(due -> Duration.between(now, due).plusSeconds(1))
        .filter(Duration::isPositive);
  }

  private void forgetOldRevisions(KubeObject deployment) {
    int limit = deployment.spec().path("revisionHistoryLimit").asInt(10);
    List<KubeObject> empty =
        old(deployment).stream()
            .filter(set -> set.spec().path("replicas").asInt() == 0)
            .filter(set -> set.status().path("replicas").asInt() == 0)
            .sorted(Comparator.comparingLong(Revisions::of))
            .toList();
    empty.stream()
        .limit(Math.max(0, empty.size() - limit))
        .forEach(
            set -> api.delete(BuiltInResources.REPLICA_SETS, set.key(), Deletion.inBackground()));
  }
}
