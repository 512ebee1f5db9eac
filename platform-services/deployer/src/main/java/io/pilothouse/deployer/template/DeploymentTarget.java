package io.pilothouse.deployer.template;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a system is deployed, and what only its operator knows.
 *
 * @param subscription id of the subscription
 * @param tenant id of the tenant, for sign-in to databases and the vault
 * @param resourceGroup name of the resource group; absent: the document's, else {@code rg-SYSTEM}
 * @param regions regions to use instead of the document's, by the document's
 * @param names names of resources to use instead of the document's or ours, by id of the component
 * @param suffix what is put behind names that must be unique in all of Azure; absent: made of the
 *     subscription and the system; empty: nothing
 * @param kubernetesVersion version to use instead of the document's
 * @param administrators object id of the Microsoft Entra group that administers databases, cluster
 *     and vault
 * @param supplied names of template parameters for which the operator has a value
 * @param accepted rules of the design review, as {@code rule} or {@code rule:component}, or {@link
 *     #ALL}, whose errors the operator has read; the template does what the review says instead,
 *     where it can
 */
public record DeploymentTarget(
    String subscription,
    String tenant,
    Optional<String> resourceGroup,
    Map<String, String> regions,
    Map<String, String> names,
    Optional<String> suffix,
    Optional<String> kubernetesVersion,
    Optional<String> administrators,
    Set<String> supplied,
    Set<String> accepted) {
  /** What accepts every error of the review. */
  public static final String ALL = "all";

  public DeploymentTarget {
    regions = Map.copyOf(regions);
    names = Map.copyOf(names);
    supplied = Set.copyOf(supplied);
    accepted = Set.copyOf(accepted);
  }

  /** A subscription, with everything else as the document has it. */
  public static DeploymentTarget of(String subscription, String tenant) {
    return new DeploymentTarget(
        subscription,
        tenant,
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Set.of());
  }

  /** The same, into a group. */
  public DeploymentTarget withResourceGroup(String name) {
    return new DeploymentTarget(
        subscription,
        tenant,
        Optional.of(name),
        regions,
        names,
        suffix,
        kubernetesVersion,
        administrators,
        supplied,
        accepted);
  }

  /** The same, with what stands behind names that must be unique; empty for nothing. */
  public DeploymentTarget withSuffix(String text) {
    return new DeploymentTarget(
        subscription,
        tenant,
        resourceGroup,
        regions,
        names,
        Optional.of(text),
        kubernetesVersion,
        administrators,
        supplied,
        accepted);
  }

  /** The same, with errors of the review that the operator has read. */
  public DeploymentTarget accepting(Set<String> rules) {
    return new DeploymentTarget(
        subscription,
        tenant,
        resourceGroup,
        regions,
        names,
        suffix,
        kubernetesVersion,
        administrators,
        supplied,
        rules);
  }

  /** The same, with what its operator gives in place of the document, or beside it. */
  public DeploymentTarget given(
      Map<String, String> regions,
      Optional<String> kubernetesVersion,
      Optional<String> administrators,
      Set<String> supplied) {
    return new DeploymentTarget(
        subscription,
        tenant,
        resourceGroup,
        regions,
        names,
        suffix,
        kubernetesVersion,
        administrators,
        supplied,
        accepted);
  }

  /** The region to use for one of the document's. */
  public String region(String documented) {
    return regions.getOrDefault(documented, documented);
  }

  /** Whether the operator has read a rule's error about a component. */
  public boolean accepts(String rule, String component) {
    return accepted.contains(rule)
        || accepted.contains(rule + ":" + component)
        || accepted.contains(ALL);
  }
}
