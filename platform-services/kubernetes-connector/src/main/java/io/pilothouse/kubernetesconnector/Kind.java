package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.pilothouse.sharedmodel.estate.ClusterEvent;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.Resource;
import java.util.Optional;

/** The kinds of objects that are watched. */
enum Kind {
  NODES("Nodes"),
  DEPLOYMENTS("Deployments"),
  REPLICA_SETS("ReplicaSets"),
  PODS("Pods"),
  AUTOSCALERS("HorizontalPodAutoscalers"),
  EVENTS("Events");

  private final String title;

  Kind(String title) {
    this.title = title;
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
    return switch (this) {
      case NODES -> resource instanceof Node;
      case DEPLOYMENTS -> resource instanceof Deployment;
      case REPLICA_SETS -> false;
      case PODS -> resource instanceof Pod;
      case AUTOSCALERS -> resource instanceof HorizontalPodAutoscaler;
      case EVENTS -> resource instanceof ClusterEvent;
    };
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
    };
  }
}
