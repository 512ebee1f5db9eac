package io.pilothouse.sharedmodel.estate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A HorizontalPodAutoscaler of autoscaling/v2 with what it measures and why it acts. */
public record HorizontalPodAutoscaler(
    ResourceId id,
    String namespace,
    String name,
    String target,
    int minReplicas,
    int maxReplicas,
    int currentReplicas,
    int desiredReplicas,
    List<Metric> metrics,
    List<Condition> conditions,
    Optional<Instant> lastScaleTime)
    implements Resource {
  public HorizontalPodAutoscaler {
    metrics = List.copyOf(metrics);
    conditions = List.copyOf(conditions);
  }

  /**
   * One metric.
   *
   * @param type Resource, ContainerResource, Pods, Object or External
   * @param target percent of the request for utilization, else the value itself
   * @param current absent while the autoscaler cannot read it
   * @param utilization whether the numbers are percent of the request
   */
  public record Metric(
      String type, String name, double target, Optional<Double> current, boolean utilization) {}

  /** AbleToScale, ScalingActive or ScalingLimited, with the controller's own reason and message. */
  public record Condition(String type, boolean status, String reason, String message) {}
}
