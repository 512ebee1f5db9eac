package io.pilothouse.deployer.plan;

import io.pilothouse.deployer.azure.ResourceChange;
import io.pilothouse.deployer.cost.CostEstimate;
import io.pilothouse.deployer.proposal.Refusal;
import io.pilothouse.deployer.template.Assumption;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What applying would do, as it was seen at one moment.
 *
 * @param group the resource group that it goes into
 * @param groupThere whether that is there already
 * @param resources of Azure, each once; those in which nothing would change among them
 * @param servicesKnown whether the services could be rendered: without Helm nothing is known of
 *     them
 * @param objects of the cluster
 * @param clusterThere whether the cluster could be looked at
 * @param assumptions what the template has and the document does not say
 * @param refusals what is in the way; accepted ones are in nobody's way
 * @param cost a month of it at list prices, beside the document's
 * @param notes what else is to be known
 */
public record DeploymentPlan(
    String system,
    Instant at,
    String group,
    boolean groupThere,
    List<PlannedResource> resources,
    boolean servicesKnown,
    List<ObjectChange> objects,
    boolean clusterThere,
    List<Assumption> assumptions,
    List<Refusal> refusals,
    Optional<CostEstimate> cost,
    List<Sentence> notes) {
  /**
   * One change and its stage.
   *
   * @param name by which a person knows it: a role assignment's own is a hash
   */
  public record PlannedResource(DeployStage stage, String name, ResourceChange change) {}

  public DeploymentPlan {
    resources = List.copyOf(resources);
    objects = List.copyOf(objects);
    assumptions = List.copyOf(assumptions);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  /** Whether anything would be done. */
  public boolean acts() {
    return resources.stream().anyMatch(r -> r.change().acts())
        || objects.stream().anyMatch(ObjectChange::acts);
  }

  /** Whether a stage of Azure's has anything to do. */
  public boolean acts(DeployStage stage) {
    return resources.stream().anyMatch(r -> r.stage() == stage && r.change().acts());
  }

  /** How many resources would have a change of a kind. */
  public long count(ResourceChange.Kind kind) {
    return resources.stream().filter(r -> r.change().kind() == kind).count();
  }

  /** Rules of refusals that nobody has accepted, each once. */
  public List<String> refused() {
    return refusals.stream()
        .filter(refusal -> !refusal.accepted())
        .map(Refusal::rule)
        .distinct()
        .sorted()
        .toList();
  }

  /** By what each change is known again: the same for the same change. */
  public Set<String> digests() {
    Stream<String> azure =
        resources.stream().filter(r -> r.change().acts()).map(r -> r.change().digest());
    Stream<String> cluster =
        objects.stream()
            .filter(o -> clusterThere && o.acts())
            .map(o -> o.kind() + "/" + o.name() + "/" + o.change() + o.properties());
    return Stream.concat(azure, cluster).collect(Collectors.toCollection(TreeSet::new));
  }

  /** By what the whole of it is known again. */
  public String fingerprint() {
    String text = String.join("\n", digests());
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
