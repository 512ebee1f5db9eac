package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.pilothouse.sharedmodel.estate.ClusterEvent;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import java.util.Optional;

/** The kinds of objects that are watched. */
enum Kind {
  NODES("Nodes"),
  DEPLOYMENTS("Deployments"),
  REPLICA_SETS("ReplicaSets"),
  PODS("Pods"),
  AUTOSCALERS("HorizontalPodAutoscalers"),
  EVENTS("Events"),
  STATEFUL_SETS("StatefulSets"),
  CONTROLLER_REVISIONS("ControllerRevisions"),
  DISRUPTION_BUDGETS("PodDisruptionBudgets"),
  NETWORK_POLICIES("NetworkPolicies"),
  SERVICES("Services"),
  INGRESSES("Ingresses");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /** Whether the first picture waits for them: what runs does, how it is configured does not. */
  boolean awaited() {
    return switch (this) {
      case NODES, DEPLOYMENTS, REPLICA_SETS, PODS, AUTOSCALERS, EVENTS -> true;
      case STATEFUL_SETS,
          CONTROLLER_REVISIONS,
          DISRUPTION_BUDGETS,
          NETWORK_POLICIES,
          SERVICES,
          INGRESSES ->
          false;
    };
  }

  /** What its objects become, if all of them are kept. */
  Optional<ResourceKind> resources() {
    return switch (this) {
      case NODES -> Optional.of(ResourceKind.NODE);
      case DEPLOYMENTS -> Optional.of(ResourceKind.DEPLOYMENT);
      case PODS -> Optional.of(ResourceKind.POD);
      case AUTOSCALERS -> Optional.of(ResourceKind.HORIZONTAL_POD_AUTOSCALER);
      case STATEFUL_SETS -> Optional.of(ResourceKind.STATEFUL_SET);
      case DISRUPTION_BUDGETS -> Optional.of(ResourceKind.POD_DISRUPTION_BUDGET);
      case NETWORK_POLICIES -> Optional.of(ResourceKind.NETWORK_POLICY);
      case SERVICES -> Optional.of(ResourceKind.KUBERNETES_SERVICE);
      case INGRESSES -> Optional.of(ResourceKind.INGRESS);
      case REPLICA_SETS, CONTROLLER_REVISIONS, EVENTS -> Optional.empty();
    };
  }

  /** What a person calls them. */
  String title() {
    return title;
  }

  boolean namespaced() {
    return this != NODES;
  }

  /** Whether a mapped resource comes from this kind. */
  boolean holds(Resource resource) {
    return this == EVENTS
        ? resource instanceof ClusterEvent
        : resources().map(kind -> kind.type().isInstance(resource)).orElse(false);
  }

  /** The objects of one namespace, or of all. */
  Informable<? extends HasMetadata> in(KubernetesClient client, Optional<String> namespace) {
    return switch (this) {
      case NODES -> client.nodes();
      case DEPLOYMENTS -> in(client.apps().deployments(), namespace);
      case REPLICA_SETS -> in(client.apps().replicaSets(), namespace);
      case PODS -> in(client.pods(), namespace);
      case AUTOSCALERS -> in(client.autoscaling().v2().horizontalPodAutoscalers(), namespace);
      case EVENTS -> in(client.v1().events(), namespace);
      case STATEFUL_SETS -> in(client.apps().statefulSets(), namespace);
      case CONTROLLER_REVISIONS -> in(client.apps().controllerRevisions(), namespace);
      case DISRUPTION_BUDGETS -> in(client.policy().v1().podDisruptionBudget(), namespace);
      case NETWORK_POLICIES -> in(client.network().v1().networkPolicies(), namespace);
      case SERVICES -> in(client.services(), namespace);
      case INGRESSES -> in(client.network().v1().ingresses(), namespace);
    };
  }

  private static <T extends HasMetadata> Informable<T> in(
      MixedOperation<T, ?, ?> objects, Optional<String> namespace) {
    return namespace.isPresent() ? objects.inNamespace(namespace.get()) : objects.inAnyNamespace();
  }

  /** An object of the client's class without content. */
  HasMetadata blank() {
    return switch (this) {
      case NODES -> new io.fabric8.kubernetes.api.model.Node();
      case DEPLOYMENTS -> new io.fabric8.kubernetes.api.model.apps.Deployment();
      case REPLICA_SETS -> new io.fabric8.kubernetes.api.model.apps.ReplicaSet();
      case PODS -> new io.fabric8.kubernetes.api.model.Pod();
      case AUTOSCALERS ->
          new io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler();
      case EVENTS -> new io.fabric8.kubernetes.api.model.Event();
      case STATEFUL_SETS -> new io.fabric8.kubernetes.api.model.apps.StatefulSet();
      case CONTROLLER_REVISIONS -> new io.fabric8.kubernetes.api.model.apps.ControllerRevision();
      case DISRUPTION_BUDGETS ->
          new io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget();
      case NETWORK_POLICIES -> new io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy();
      case SERVICES -> new io.fabric8.kubernetes.api.model.Service();
      case INGRESSES -> new io.fabric8.kubernetes.api.model.networking.v1.Ingress();
    };
  }
}
