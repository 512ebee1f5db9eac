package io.pilothouse.sharedmodel.blueprint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An AKS cluster as the document means it to be.
 *
 * @param resourceName the Azure resource's name, where the document gives one
 * @param kubernetesVersion such as {@code 1.29}; absent where the document is silent
 * @param tier the document's own word; Azure has Free, Standard and Premium
 * @param serviceMesh absent where the document has none
 * @param namespace where the services run
 * @param subnet id of the subnet of its nodes
 */
public record Cluster(
    String id,
    String name,
    Optional<String> resourceName,
    Optional<String> kubernetesVersion,
    Optional<String> tier,
    Optional<String> networkPlugin,
    Optional<String> networkPolicy,
    Optional<String> ingress,
    Optional<String> serviceMesh,
    Optional<String> dns,
    Optional<String> rbac,
    boolean privateCluster,
    String namespace,
    Optional<String> subnet,
    List<NodePool> nodePools,
    Optional<Spread> spread,
    Optional<Source> source)
    implements Component {
  public Cluster {
    nodePools = Lists.orEmpty(nodePools);
  }

  /**
   * A node pool.
   *
   * @param mode System or User
   * @param vmSize such as {@code Standard_D4s_v3}
   * @param cpus virtual processors of one node
   * @param memory of one node, as a Kubernetes quantity
   * @param taints as {@code key=value:Effect}
   * @param spot whether its nodes are machines that Azure may take back
   */
  public record NodePool(
      String id,
      String name,
      String mode,
      String vmSize,
      int cpus,
      String memory,
      int count,
      boolean autoscaling,
      int minCount,
      int maxCount,
      List<String> zones,
      List<String> taints,
      Optional<Boolean> spot,
      Optional<Source> source)
      implements Component {
    private static final int LONGEST = 12;

    public NodePool {
      zones = Lists.orEmpty(zones);
      taints = Lists.orEmpty(taints);
    }

    /**
     * Its name as AKS takes it, of its id: small letters and digits, twelve at most. Of a longer
     * one the words that say only that it is a pool of nodes go first.
     */
    public String agentPool() {
      String name = plain(id);
      if (name.length() > LONGEST) {
        name = plain(id.replaceAll("(?i)[-_ ]*(node[-_ ]*)?pool$", ""));
      }
      return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    }

    private static String plain(String text) {
      return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
  }

  /** How pods are meant to be spread. */
  public record Spread(boolean acrossZones, boolean antiAffinityByNode, Optional<Source> source) {}
}
