package io.pilothouse.deployer.template;

import java.util.Optional;
import java.util.Set;

/**
 * Where a system is deployed, and what its operator decided for there.
 *
 * @param subscription id of the subscription
 * @param tenant id of the tenant, for sign-in to databases and the vault
 * @param resourceGroup name of the resource group; absent: the document's, else {@code rg-SYSTEM}
 */
public record DeploymentTarget(
    String subscription, String tenant, Optional<String> resourceGroup, DeploymentChoices choices) {

  /** A subscription, with everything else as the document has it. */
  public static DeploymentTarget of(String subscription, String tenant) {
    return new DeploymentTarget(subscription, tenant, Optional.empty(), DeploymentChoices.NONE);
  }

  /** The same, into a group. */
  public DeploymentTarget withResourceGroup(String name) {
    return new DeploymentTarget(subscription, tenant, Optional.of(name), choices);
  }

  /** The same, with other decisions. */
  public DeploymentTarget with(DeploymentChoices decided) {
    return new DeploymentTarget(subscription, tenant, resourceGroup, decided);
  }

  /** The same, with what stands behind names that must be unique; empty for nothing. */
  public DeploymentTarget withSuffix(String text) {
    return with(choices.withSuffix(text));
  }

  /** The same, with errors of the review that the operator has read. */
  public DeploymentTarget accepting(Set<String> rules) {
    return with(choices.accepting(rules));
  }

  /** The region to use for one of the document's. */
  public String region(String documented) {
    return choices.regions().getOrDefault(documented, documented);
  }

  /** Whether the operator has read a rule's error about a component. */
  public boolean accepts(String rule, String component) {
    return choices.accepts(rule, component);
  }
}
