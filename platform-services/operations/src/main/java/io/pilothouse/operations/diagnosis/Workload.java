package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ServiceWork;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import java.util.List;
import java.util.Optional;

/**
 * A component that is a Deployment or StatefulSet, with all that is known of it now.
 *
 * @param pods those that are not on their way out
 */
record Workload(
    ComponentStatus status,
    Observed<? extends WorkloadResource> deployment,
    List<Pod> pods,
    Optional<Observed<HorizontalPodAutoscaler>> autoscaler,
    ServiceWork work) {
  Workload {
    pods = List.copyOf(pods);
  }

  String id() {
    return status.id();
  }

  String name() {
    return status.name();
  }

  ResourceId resource() {
    return deployment.value().id();
  }
}
