package io.pilothouse.localtwin.kubernetes;

import java.util.List;

/**
 * What the cluster of a twin is.
 *
 * @param clusterName the cluster's name, used for its context and its nodes
 * @param version the version it reports, such as {@code v1.29.7}
 * @param nodePools its node pools, at least one
 * @param timings the control plane's periods
 */
public record KubernetesTwinSpec(
    String clusterName, String version, List<NodePoolSpec> nodePools, ControllerTimings timings) {

  public KubernetesTwinSpec {
    nodePools = List.copyOf(nodePools);
    if (!version.matches("v1\\.\\d+\\.\\d+.*")) {
      throw new IllegalArgumentException(
          "Kubernetes version '" + version + "' does not look like v1.29.7");
    }
    if (nodePools.isEmpty()) {
      throw new IllegalArgumentException("Cluster '" + clusterName + "' has no node pool");
    }
  }

  /** A cluster with the platform's default timings. */
  public static KubernetesTwinSpec of(
      String clusterName, String version, List<NodePoolSpec> nodePools) {
    return new KubernetesTwinSpec(clusterName, version, nodePools, ControllerTimings.defaults());
  }
}
