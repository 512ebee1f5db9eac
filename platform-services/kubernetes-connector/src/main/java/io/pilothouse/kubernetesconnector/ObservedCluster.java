package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.pilothouse.sharedmodel.estate.ClusterEvent;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was heard of a cluster, mapped. Keeps little of each object, and of events the newest only.
 * Not safe for threads: its owner holds a lock.
 */
final class ObservedCluster {
  static final int EVENTS_KEPT = 500;

  /** What a change did. */
  sealed interface Change {
    /** A resource is new or looks different. */
    record Changed(Resource resource) implements Change {}

    /** A resource is there no more. */
    record Removed(ResourceId id) implements Change {}
  }

  private final Map<ResourceId, Resource> known = new HashMap<>();
  private final Map<String, Deployment> deployments = new HashMap<>();
  private final Map<String, Map<String, OwnedReplicaSet>> setsByDeployment = new HashMap<>();
  private final Map<String, OwnedReplicaSet> sets = new HashMap<>();
  private final Map<String, StatefulSet> statefulSets = new HashMap<>();
  private final Map<String, OwnedRevision> revisions = new HashMap<>();
  private final NavigableSet<ClusterEvent> events =
      new TreeSet<>(Comparator.comparing(ClusterEvent::lastSeen).thenComparing(ClusterEvent::id));

  /** Everything that is known. */
  Collection<Resource> resources() {
    return List.copyOf(known.values());
  }

  boolean knows(ResourceId id) {
    return known.containsKey(id);
  }

  /** Where Deployments are, those with most first; the platform's own last. */
  List<String> namespacesWithDeployments() {
    Map<String, Long> counts =
        deployments.values().stream()
            .collect(
                java.util.stream.Collectors.groupingBy(
                    d -> d.getMetadata().getNamespace(), java.util.stream.Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Long>>comparingInt(
                    e -> e.getKey().startsWith("kube-") ? 1 : 0)
                .thenComparing(Map.Entry.<String, Long>comparingByValue().reversed())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  List<Change> put(HasMetadata object) {
    return switch (object) {
      case io.fabric8.kubernetes.api.model.Pod pod -> put(PodMapper.map(pod));
      case Event event -> put(EventMapper.map(event));
      case io.fabric8.kubernetes.api.model.Node node -> put(NodeMapper.map(node));
      case io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler autoscaler ->
          put(AutoscalerMapper.map(autoscaler));
      case StatefulSet set -> {
        set.getMetadata().setManagedFields(null);
        statefulSets.put(set.getMetadata().getUid(), set);
        yield remappedStatefulSet(set.getMetadata().getUid());
      }
      case ControllerRevision revision ->
          OwnedRevision.of(revision).map(this::put).orElse(List.of());
      case PodDisruptionBudget budget -> put(WorkloadMapper.budget(budget));
      case NetworkPolicy policy -> put(NetworkMapper.policy(policy));
      case Service service -> put(NetworkMapper.service(service));
      case Ingress ingress -> put(NetworkMapper.ingress(ingress));
      case Deployment deployment -> {
        deployment.getMetadata().setManagedFields(null);
        deployments.put(deployment.getMetadata().getUid(), deployment);
        yield remapped(deployment.getMetadata().getUid());
      }
      case ReplicaSet set -> OwnedReplicaSet.of(set).map(this::put).orElse(List.of());
      default -> List.of();
    };
  }

  List<Change> remove(HasMetadata object) {
    String name = object.getMetadata().getName();
    String namespace = object.getMetadata().getNamespace();
    String uid = object.getMetadata().getUid();
    return switch (object) {
      case io.fabric8.kubernetes.api.model.Node node -> remove(ResourceId.kubernetes("node", name));
      case ReplicaSet set -> removeSet(uid);
      case ControllerRevision revision -> removeRevision(uid);
      case StatefulSet set -> {
        statefulSets.remove(uid);
        yield remove(ResourceId.kubernetes("statefulset", namespace, name));
      }
      case Deployment deployment -> {
        deployments.remove(uid);
        yield remove(ResourceId.kubernetes("deployment", namespace, name));
      }
      default -> remove(ResourceId.kubernetes(object.getKind(), namespace, name));
    };
  }

  /**
   * Forgets what a complete listing of a kind did not name.
   *
   * @param uids of all objects that were listed
   * @param ids of the same
   */
  List<Change> keepOnly(Kind kind, Set<String> uids, Set<ResourceId> ids) {
    var changes = new ArrayList<Change>();
    switch (kind) {
      case REPLICA_SETS ->
          sets.keySet().stream()
              .filter(uid -> !uids.contains(uid))
              .toList()
              .forEach(uid -> changes.addAll(removeSet(uid)));
      case CONTROLLER_REVISIONS ->
          revisions.keySet().stream()
              .filter(uid -> !uids.contains(uid))
              .toList()
              .forEach(uid -> changes.addAll(removeRevision(uid)));
      default -> {
        if (kind == Kind.DEPLOYMENTS) {
          deployments.keySet().removeIf(uid -> !uids.contains(uid));
        }
        if (kind == Kind.STATEFUL_SETS) {
          statefulSets.keySet().removeIf(uid -> !uids.contains(uid));
        }
        known.values().stream()
            .filter(kind::holds)
            .map(Resource::id)
            .filter(id -> !ids.contains(id))
            .toList()
            .forEach(id -> changes.addAll(remove(id)));
      }
    }
    return changes;
  }

  private List<Change> put(Resource resource) {
    if (resource instanceof ClusterEvent event) {
      return putEvent(event);
    }
    Resource before = known.put(resource.id(), resource);
    return resource.equals(before) ? List.of() : List.of(new Change.Changed(resource));
  }

  private List<Change> putEvent(ClusterEvent event) {
    if (known.get(event.id()) instanceof ClusterEvent before) {
      events.remove(before);
    } else if (events.size() >= EVENTS_KEPT
        && events.first().lastSeen().isAfter(event.lastSeen())) {
      return List.of();
    }
    events.add(event);
    var changes = new ArrayList<Change>();
    Resource before = known.put(event.id(), event);
    if (!event.equals(before)) {
      changes.add(new Change.Changed(event));
    }
    while (events.size() > EVENTS_KEPT) {
      changes.addAll(remove(events.getFirst().id()));
    }
    return changes;
  }

  private List<Change> put(OwnedReplicaSet set) {
    sets.put(set.uid(), set);
    setsByDeployment
        .computeIfAbsent(set.deploymentUid(), uid -> new HashMap<>())
        .put(set.uid(), set);
    return remapped(set.deploymentUid());
  }

  private List<Change> removeSet(String uid) {
    return Optional.ofNullable(sets.remove(uid))
        .map(set -> {
          Map<String, OwnedReplicaSet> siblings =
              setsByDeployment.getOrDefault(set.deploymentUid(), new HashMap<>());
          siblings.remove(uid);
          if (siblings.isEmpty()) {
            setsByDeployment.remove(set.deploymentUid());
          }
          return remapped(set.deploymentUid());
        })
        .orElse(List.of());
  }

  private List<Change> put(OwnedRevision revision) {
    revisions.put(revision.uid(), revision);
    return remappedStatefulSet(revision.statefulSetUid());
  }

  private List<Change> removeRevision(String uid) {
    return Optional.ofNullable(revisions.remove(uid))
        .map(revision -> remappedStatefulSet(revision.statefulSetUid()))
        .orElse(List.of());
  }

  /** StatefulSets are few: their revisions are looked for among all. */
  private List<Change> remappedStatefulSet(String uid) {
    return Optional.ofNullable(statefulSets.get(uid))
        .map(set ->
            put(
                WorkloadMapper.statefulSet(
                    set,
                    revisions.values().stream()
                        .filter(r -> r.statefulSetUid().equals(uid))
                        .toList())))
        .orElse(List.of());
  }

  private List<Change> remapped(String deploymentUid) {
    return Optional.ofNullable(deployments.get(deploymentUid))
        .map(deployment ->
            put(
                DeploymentMapper.map(
                    deployment, setsByDeployment.getOrDefault(deploymentUid, Map.of()).values())))
        .orElse(List.of());
  }

  private List<Change> remove(ResourceId id) {
    Resource before = known.remove(id);
    if (before instanceof ClusterEvent event) {
      events.remove(event);
    }
    return before == null ? List.of() : List.of(new Change.Removed(id));
  }
}
