package io.pilothouse.deployer.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an operator decides beside the document when a system is deployed. The same decisions have
 * to hold the next time, or the same document becomes another template: so they are kept, and what
 * is said later goes over them.
 *
 * @param regions regions to use instead of the document's, by the document's
 * @param names names of resources to use instead of the document's or ours, by id of the component
 * @param suffix what is put behind names that must be unique in all of Azure; absent: made of the
 *     subscription and the system; empty: nothing
 * @param kubernetesVersion version to use instead of the document's
 * @param administrators object id of the Microsoft Entra group that administers databases, cluster
 *     and vault
 * @param parameters values of the template's parameters that are no secrets
 * @param accepted rules of the design review, as {@code rule} or {@code rule:component}, or {@link
 *     #ALL}, whose errors the operator has read; the template does what the review says instead,
 *     where it can
 * @param imageTag of the services' image; absent: the chart's own
 */
public record DeploymentChoices(
    Map<String, String> regions,
    Map<String, String> names,
    Optional<String> suffix,
    Optional<String> kubernetesVersion,
    Optional<String> administrators,
    Map<String, String> parameters,
    Set<String> accepted,
    Optional<String> imageTag) {
  /** What accepts every error of the review. */
  public static final String ALL = "all";

  /** Everything as the document has it. */
  public static final DeploymentChoices NONE =
      new DeploymentChoices(
          Map.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Set.of(),
          Optional.empty());

  public DeploymentChoices {
    regions = Map.copyOf(regions);
    names = Map.copyOf(names);
    parameters = Map.copyOf(parameters);
    accepted = Set.copyOf(accepted);
  }

  /** The same, with what stands behind names that must be unique; empty for nothing. */
  public DeploymentChoices withSuffix(String text) {
    return new DeploymentChoices(
        regions,
        names,
        Optional.of(text),
        kubernetesVersion,
        administrators,
        parameters,
        accepted,
        imageTag);
  }

  /** The same, with these errors of the review read, and no others. */
  public DeploymentChoices accepting(Set<String> rules) {
    return new DeploymentChoices(
        regions, names, suffix, kubernetesVersion, administrators, parameters, rules, imageTag);
  }

  /** The same, with another image of the services; absent: the chart's own. */
  public DeploymentChoices releasing(Optional<String> tag) {
    return new DeploymentChoices(
        regions, names, suffix, kubernetesVersion, administrators, parameters, accepted, tag);
  }

  /** These where they say something, else the earlier ones; what was read once stays read. */
  public DeploymentChoices over(DeploymentChoices earlier) {
    var read = new TreeSet<>(earlier.accepted);
    read.addAll(accepted);
    return new DeploymentChoices(
        over(regions, earlier.regions),
        over(names, earlier.names),
        suffix.or(earlier::suffix),
        kubernetesVersion.or(earlier::kubernetesVersion),
        administrators.or(earlier::administrators),
        over(parameters, earlier.parameters),
        read,
        imageTag.or(earlier::imageTag));
  }

  private static Map<String, String> over(Map<String, String> now, Map<String, String> earlier) {
    var both = new HashMap<>(earlier);
    both.putAll(now);
    return both;
  }

  /** Whether the operator has read a rule's error about a component. */
  public boolean accepts(String rule, String component) {
    return accepted.contains(rule)
        || accepted.contains(rule + ":" + component)
        || accepted.contains(ALL);
  }
}
