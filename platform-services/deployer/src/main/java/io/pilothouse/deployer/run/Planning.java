package io.pilothouse.deployer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.deployer.azure.AzureRefusedException;
import io.pilothouse.deployer.azure.DeploymentClient;
import io.pilothouse.deployer.azure.ParameterValue;
import io.pilothouse.deployer.azure.ResourceChange;
import io.pilothouse.deployer.plan.DeploymentPlan;
import io.pilothouse.deployer.plan.DeploymentPlan.PlannedResource;
import io.pilothouse.deployer.plan.ObjectChange;
import io.pilothouse.deployer.plan.StagedTemplate;
import io.pilothouse.deployer.proposal.Proposal;
import io.pilothouse.deployer.template.RoleGrant;
import io.pilothouse.deployer.template.TemplateResource;
import io.pilothouse.kubernetesconnector.ClusterObjects;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Looks at what is there and says what applying would change of it. Changes nothing. */
final class Planning {
  private final DeploymentSetup setup;
  private final DeploymentClient azure;
  private final StagedTemplate staged;
  private final ServiceRelease release;
  private final Proposal proposal;
  private final Optional<Sentence> kept;
  private final OfferCheck offer;

  Planning(
      DeploymentSetup setup,
      DeploymentClient azure,
      StagedTemplate staged,
      ServiceRelease release,
      Proposal proposal,
      Optional<Sentence> kept,
      OfferCheck offer) {
    this.offer = offer;
    this.kept = kept;
    this.proposal = proposal;
    this.setup = setup;
    this.azure = azure;
    this.staged = staged;
    this.release = release;
  }

  DeploymentPlan plan(Map<String, ParameterValue> parameters) throws ControlException {
    var template = staged.whole();
    var notes = new ArrayList<Sentence>();
    kept.ifPresent(notes::add);
    offer.check(notes);
    String group = template.group().name();
    boolean groupThere = azure.hasGroup(group);
    List<ResourceChange> changes =
        groupThere ? azure.whatIf(group, template.template(), parameters) : allNew();
    try (Cluster cluster = cluster(groupThere)) {
      var values =
          release.values(
              template, groupThere ? this::live : _ -> Optional.empty(), cluster.objects(), notes);
      List<ObjectChange> objects =
          release.possible() ? release.changes(values, cluster.objects()) : List.of();
      if (!release.possible()) {
        notes.add(Sentence.of("deploy.note.no-helm"));
      }
      return new DeploymentPlan(
          setup.blueprint().system(),
          setup.clock().instant(),
          group,
          groupThere,
          changes.stream()
              .map(change -> new PlannedResource(staged.stage(change.id()), name(change), change))
              .sorted(
                  Comparator.comparing(PlannedResource::stage).thenComparing(r -> r.change().id()))
              .toList(),
          release.possible(),
          objects,
          cluster.objects().isPresent(),
          template.assumptions(),
          proposal.refusals(),
          proposal.cost(),
          notes);
    }
  }

  /** The cluster, where it can be looked at. */
  private record Cluster(Optional<ClusterAccess> access) implements AutoCloseable {
    Optional<ClusterObjects> objects() {
      return access.map(a -> a.connection().objects());
    }

    @Override
    public void close() {
      access.ifPresent(ClusterAccess::close);
    }
  }

  private Cluster cluster(boolean groupThere) throws ControlException {
    return new Cluster(
        groupThere
            ? ClusterAccess.open(setup, azure, ServiceRelease.cluster(staged.whole()))
            : Optional.empty());
  }

  private String name(ResourceChange change) {
    return staged
        .whole()
        .resource(change.id())
        .flatMap(RoleGrant::of)
        .map(grant -> "%s: %s → %s".formatted(grant.role().roleName(), grant.to(), grant.on()))
        .orElseGet(change::name);
  }

  /** Without a group Azure cannot be asked: everything is new. */
  private List<ResourceChange> allNew() {
    return staged.whole().resources().stream()
        .map(TemplateResource::id)
        .map(id -> new ResourceChange(id, ResourceChange.Kind.CREATE, List.of()))
        .toList();
  }

  private Optional<JsonNode> live(TemplateResource resource) {
    return azure.read(resource.id(), resource.type().apiVersion());
  }

  /** What is read of a resource of the template. */
  Function<TemplateResource, Optional<JsonNode>> reading() {
    return this::live;
  }

  /** A refusal of Azure's as one of ours. */
  static DeployException told(AzureRefusedException refused) {
    return new DeployException(
        refused.status() == 0 ? DeployException.Kind.UNREACHABLE : DeployException.Kind.FAILED,
        refused.error().sentences());
  }
}
