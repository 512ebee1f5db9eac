package io.pilothouse.deployer.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One service in the chart's values.
 *
 * @param name of its Deployment
 * @param replicas pods where nothing scales it
 * @param minAvailable pods that a voluntary disruption leaves
 * @param calls ids of the services that it calls
 * @param reaches ids of the destinations that it talks to
 * @param secrets what it reads at its start, by the property that each is
 * @param config its {@code application.yaml}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceValues(
    String name,
    int port,
    int replicas,
    Optional<ChartValues.Resources> resources,
    Optional<Autoscaling> autoscaling,
    Optional<Integer> minAvailable,
    Optional<NodePool> nodePool,
    List<String> calls,
    List<String> reaches,
    List<SecretProperty> secrets,
    Map<String, Object> config) {

  /** A HorizontalPodAutoscaler; without metrics it follows the processor at 80 %. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Autoscaling(int minReplicas, int maxReplicas, List<Metric> metrics) {}

  /**
   * What an autoscaler follows.
   *
   * @param kind {@code resource} or {@code custom}
   * @param target percent of the request, or the average of a pod
   */
  public record Metric(String kind, String name, int target) {}

  /** The pool that it runs in, by AKS's name for it, and the taints that it bears. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record NodePool(String agentPool, List<Toleration> tolerations) {}

  /** One taint that its pods bear. */
  public record Toleration(String key, String operator, String value, String effect) {}

  /** A secret by its name in the store, and the property that it is to the service. */
  public record SecretProperty(String name, String property) {}
}
