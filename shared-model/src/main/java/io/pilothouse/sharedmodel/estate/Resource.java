package io.pilothouse.sharedmodel.estate;

/**
 * A live resource as its platform reports it. Values that the platform does not report are absent,
 * never a default.
 */
public sealed interface Resource
    permits Deployment,
        Pod,
        HorizontalPodAutoscaler,
        Node,
        ClusterEvent,
        FlexibleServer,
        RedisCache,
        ManagedCluster {
  ResourceId id();

  /** The platform's own name. */
  String name();
}
