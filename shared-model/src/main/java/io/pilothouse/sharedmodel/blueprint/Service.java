package io.pilothouse.sharedmodel.blueprint;

import java.util.List;
import java.util.Optional;

/**
 * A microservice: one Deployment in the cluster.
 *
 * @param deployment name of its Kubernetes Deployment
 * @param nodePool id of the pool it runs in
 * @param requests resources reserved for one pod, as Kubernetes quantities
 * @param limits resources that one pod may not pass
 * @param replicas pods without autoscaling
 * @param autoscaling its HorizontalPodAutoscaler, where the document declares one
 * @param minAvailable pods that a voluntary disruption must leave, from its PodDisruptionBudget
 * @param architecture the style the document gives it, such as layered or hexagonal
 * @param address its DNS name inside the cluster, as the document writes it
 * @param cachePatterns names of the {@link CacheStrategy.Pattern}s that it uses
 */
public record Service(
    String id,
    String name,
    String deployment,
    Optional<String> nodePool,
    Optional<Resources> requests,
    Optional<Resources> limits,
    int replicas,
    Optional<Autoscaling> autoscaling,
    Optional<Integer> minAvailable,
    Optional<String> architecture,
    Optional<String> address,
    int port,
    Optional<String> purpose,
    List<String> cachePatterns,
    Optional<Source> source)
    implements Component {
  public Service {
    cachePatterns = Lists.orEmpty(cachePatterns);
  }

  /** Processor and memory as Kubernetes quantities, such as {@code 200m} and {@code 512Mi}. */
  public record Resources(String cpu, String memory) {}

  /**
   * A HorizontalPodAutoscaler. The range is absent where the document names a target but no range.
   */
  public record Autoscaling(
      Optional<Integer> minReplicas,
      Optional<Integer> maxReplicas,
      List<MetricTarget> metrics,
      Optional<Source> source) {
    public Autoscaling {
      metrics = Lists.orEmpty(metrics);
    }
  }

  /**
   * One metric of an autoscaler.
   *
   * @param name {@code cpu}, {@code memory}, or a custom metric such as {@code requests_per_second}
   * @param target percent of the request for resources; the average per pod for custom metrics
   */
  public record MetricTarget(MetricKind kind, String name, double target) {}

  /** Kinds of autoscaler metrics that the documents use. */
  public enum MetricKind {
    RESOURCE,
    CUSTOM
  }
}
