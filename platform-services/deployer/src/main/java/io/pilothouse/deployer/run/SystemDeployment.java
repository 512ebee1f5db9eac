package io.pilothouse.deployer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.azureconnector.AzureConnection;
import io.pilothouse.deployer.azure.AzureRefusedException;
import io.pilothouse.deployer.azure.DeploymentClient;
import io.pilothouse.deployer.chart.HelmEngine;
import io.pilothouse.deployer.chart.ReleaseRevision;
import io.pilothouse.deployer.plan.DeployStage;
import io.pilothouse.deployer.plan.DeploymentPlan;
import io.pilothouse.deployer.plan.ObjectChange;
import io.pilothouse.deployer.plan.StagedTemplate;
import io.pilothouse.deployer.plan.StoredPlan;
import io.pilothouse.deployer.proposal.Proposal;
import io.pilothouse.deployer.proposal.Refusal;
import io.pilothouse.deployer.template.ResourceType;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployment of one system to one place: planned, applied, looked at, removed. Every effect is
 * in the journal before it is asked for; applying again goes on where an earlier run ended, however
 * it ended. Blocks, for as long as Azure takes; used by one thread, and by one process at a time.
 */
public final class SystemDeployment {
  private static final Logger LOG = LoggerFactory.getLogger(SystemDeployment.class);

  /** What a component has beside what it is; for some it is all that there is in Azure. */
  private static final Set<ResourceType> BESIDE =
      Set.of(
          ResourceType.IDENTITY,
          ResourceType.FEDERATED_CREDENTIAL,
          ResourceType.ROLE_ASSIGNMENT,
          ResourceType.SECURITY_GROUP,
          ResourceType.PRIVATE_ENDPOINT,
          ResourceType.ZONE_GROUP,
          ResourceType.PUBLIC_ADDRESS,
          ResourceType.DIAGNOSTIC_SETTING);

  private final DeploymentSetup setup;
  private final DeploymentClient azure;
  private final StagedTemplate staged;
  private final ServiceRelease release;
  private final Journal journal;
  private final Waiting waiting;
  private final AzureStages stages;
  private final Planning planning;

  /**
   * Makes it; reaches nothing yet.
   *
   * @throws DeployException if the document cannot be deployed, or Helm is not here
   */
  public SystemDeployment(DeploymentSetup setup) {
    this.setup = setup;
    this.azure = DeploymentClient.of(AzureConnection.of(setup.azure(), setup.clock()));
    Proposal proposal = proposal(setup);
    this.staged = new StagedTemplate(template(proposal));
    HelmEngine helm =
        HelmEngine.find(System.getenv())
            .orElseThrow(() ->
                new DeployException(DeployException.Kind.REFUSED, Sentence.of("deploy.no-helm")));
    this.release = new ServiceRelease(setup, helm);
    this.journal = new Journal(setup.folder().resolve("journal.jsonl"), setup.clock());
    this.waiting = new Waiting(setup.clock(), setup.stop());
    this.stages = new AzureStages(setup, azure, staged, journal, waiting);
    this.planning = new Planning(setup, azure, staged, release, proposal);
  }

  private static Proposal proposal(DeploymentSetup setup) {
    var blueprint = setup.blueprint();
    var today = LocalDate.now(setup.clock().withZone(ZoneId.of(blueprint.region().timeZone())));
    Proposal proposal = Proposal.of(blueprint, setup.target(), today, setup.prices());
    if (!setup.accepted().contains("all")) {
      return proposal;
    }
    Set<String> rules = proposal.refusals().stream().map(Refusal::rule).collect(Collectors.toSet());
    return Proposal.of(blueprint, setup.target().accepting(rules), today, setup.prices());
  }

  private static SystemTemplate template(Proposal proposal) {
    return proposal
        .template()
        .orElseThrow(() ->
            new DeployException(
                DeployException.Kind.REFUSED,
                proposal.refusals().stream()
                    .filter(refusal -> refusal.rule().equals("template"))
                    .flatMap(refusal ->
                        Stream.of(
                            Sentence.of("deploy.undeployable", refusal.component()),
                            refusal.happens(),
                            refusal.instead()))
                    .toList()));
  }

  /** The template and what is deployed in which stage. */
  public StagedTemplate staged() {
    return staged;
  }

  /** Whoever is asked before anything is changed. */
  @FunctionalInterface
  public interface Approval {
    /**
     * @param drifted changes that are not of the plan that was shown before
     */
    boolean approves(DeploymentPlan plan, List<String> drifted);
  }

  /** Says what applying would change, and keeps that it was said. */
  public DeploymentPlan plan() {
    DeploymentPlan plan = look(parameters());
    StoredPlan.of(plan).write(planFile());
    return plan;
  }

  /** Says what applying would change, and keeps nothing. */
  public DeploymentPlan compare() {
    return look(parameters());
  }

  /**
   * Makes it so. Goes on with an earlier run that has not ended.
   *
   * @param approval asked unless an earlier run was approved and nothing has come since
   * @throws DeployException if it is refused, or something fails
   */
  public Outcome apply(Approval approval) {
    try (Exclusive alone = Exclusive.of(setup.folder())) {
      return applyAlone(approval);
    }
  }

  private Outcome applyAlone(Approval approval) {
    String group = staged.whole().group().name();
    Optional<String> earlier = journal.unfinished();
    Map<String, String> parameters = parameters();
    try {
      earlier.ifPresent(run -> stages.awaitBegun(run, group));
      DeploymentPlan plan = look(parameters);
      Optional<StoredPlan> shown = StoredPlan.read(planFile());
      List<String> drifted = shown.map(s -> s.newIn(plan)).orElse(List.of());
      StoredPlan.of(plan).write(planFile());
      if (!plan.refused().isEmpty()) {
        throw new DeployException(
            DeployException.Kind.REFUSED, Sentence.of("deploy.review-errors", plan.refused()));
      }
      boolean approved = earlier.isPresent() && drifted.isEmpty();
      if (plan.acts() && !approved && !approval.approves(plan, drifted)) {
        return new Outcome(
            "",
            drifted.isEmpty() ? Outcome.Result.DECLINED : Outcome.Result.DRIFTED,
            false,
            List.of(),
            Map.of());
      }
      if (!plan.acts() && earlier.isEmpty()) {
        return new Outcome("", Outcome.Result.NOTHING_TO_DO, false, List.of(), bind());
      }
      String run = journal.begin(earlier, plan.fingerprint());
      return execute(run, plan, group, parameters, earlier.isPresent());
    } catch (AzureRefusedException refused) {
      throw Planning.told(refused);
    }
  }

  private Outcome execute(
      String run,
      DeploymentPlan plan,
      String group,
      Map<String, String> parameters,
      boolean resumed) {
    var steps = new ArrayList<Outcome.Step>();
    var resourceGroup = staged.whole().group();
    if (!plan.groupThere()) {
      timed(
          steps,
          "group",
          () -> {
            journal.write("group", Journal.Mark.INTENDED, group, "");
            azure.putGroup(group, resourceGroup.location(), resourceGroup.tags());
            journal.write("group", Journal.Mark.DONE, group, "");
          });
    }
    for (DeployStage stage : DeployStage.values()) {
      if (stage != DeployStage.SERVICES && plan.acts(stage)) {
        setup
            .progress()
            .accept(
                Sentence.of(
                    "deploy.begins", Sentence.of("deploy.stage." + AzureStages.step(stage))));
        timed(steps, AzureStages.step(stage), () -> stages.deploy(stage, group, parameters));
      }
    }
    boolean released = releaseServices(steps);
    Map<String, String> binding = bind();
    journal.write(Journal.RUN, Journal.Mark.DONE, plan.fingerprint(), "");
    LOG.info(
        "deploy system={} run={} steps={} released={}", plan.system(), run, steps.size(), released);
    return new Outcome(run, Outcome.Result.APPLIED, resumed, steps, binding);
  }

  private boolean releaseServices(List<Outcome.Step> steps) {
    try (ClusterAccess cluster =
        ClusterAccess.open(setup, azure, ServiceRelease.cluster(staged.whole()))
            .orElseThrow(() ->
                new DeployException(
                    DeployException.Kind.FAILED, Sentence.of("deploy.no-cluster")))) {
      awaitNodes(cluster);
      var values =
          release.values(
              staged.whole(),
              planning.reading(),
              Optional.of(cluster.connection().objects()),
              new ArrayList<>());
      List<ObjectChange> changes =
          release.changes(values, Optional.of(cluster.connection().objects()));
      boolean deployed =
          release.current(cluster.kubeconfig()).filter(ReleaseRevision::deployed).isPresent();
      if (deployed && changes.stream().noneMatch(ObjectChange::acts)) {
        return false;
      }
      String step = AzureStages.step(DeployStage.SERVICES);
      setup.progress().accept(Sentence.of("deploy.begins", Sentence.of("deploy.stage." + step)));
      timed(
          steps,
          step,
          () -> {
            journal.write(step, Journal.Mark.INTENDED, values.name(), "");
            try {
              ReleaseRevision now = release.apply(values, cluster.kubeconfig());
              journal.write(step, Journal.Mark.DONE, "revision " + now.number(), "");
            } catch (DeployException failed) {
              journal.write(step, Journal.Mark.FAILED, values.name(), "");
              throw failed;
            }
          });
      return true;
    } catch (ControlException unreachable) {
      throw new DeployException(DeployException.Kind.UNREACHABLE, unreachable.sentence());
    }
  }

  /** No service is released to a cluster that has nowhere to run it. */
  private void awaitNodes(ClusterAccess cluster) {
    waiting.until(
        Duration.ofMinutes(15),
        Sentence.of("deploy.nodes"),
        () -> {
          try {
            List<JsonNode> nodes = cluster.connection().objects().list("v1", "Node", "");
            return nodes.isEmpty() || !nodes.stream().allMatch(SystemDeployment::ready)
                ? Optional.empty()
                : Optional.of(nodes);
          } catch (ControlException notYet) {
            return Optional.empty();
          }
        });
  }

  private static boolean ready(JsonNode node) {
    for (JsonNode condition : node.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  /** Ids of the resources that are there, by the blueprint's component. */
  public Map<String, String> bind() {
    var binding = new TreeMap<String, String>();
    for (boolean beside : new boolean[] {false, true}) {
      for (var resource : staged.whole().resources()) {
        resource
            .component()
            .filter(_ -> BESIDE.contains(resource.type()) == beside)
            .ifPresent(id -> binding.putIfAbsent(id, resource.id()));
      }
    }
    return binding;
  }

  /** What stays when the system is removed. */
  public record Removal(String group, List<String> locks, boolean groupThere) {}

  /** What removing would meet. */
  public Removal removal() {
    String group = staged.whole().group().name();
    boolean there = azure.hasGroup(group);
    return new Removal(group, there ? azure.locks(group) : List.of(), there);
  }

  /**
   * Removes the release and the resource group with all that is in it.
   *
   * @return names of vaults that are kept for their retention
   * @throws DeployException if a lock is on the group, or something fails
   */
  public List<String> destroy() {
    try (Exclusive alone = Exclusive.of(setup.folder())) {
      Removal removal = removal();
      if (!removal.locks().isEmpty()) {
        throw new DeployException(
            DeployException.Kind.REFUSED,
            Sentence.of("deploy.locked", removal.group(), removal.locks()),
            Sentence.of("deploy.azure.remedy.locked"));
      }
      if (removal.groupThere()) {
        journal.begin(Optional.empty(), "destroy");
        journal.write("destroy", Journal.Mark.INTENDED, removal.group(), "");
        try (Uninstall uninstall = new Uninstall()) {
          uninstall.run();
        }
        azure.deleteGroup(removal.group());
        waiting.until(
            Duration.ofMinutes(90),
            Sentence.of("deploy.gone", removal.group()),
            () -> azure.hasGroup(removal.group()) ? Optional.empty() : Optional.of(true));
        journal.write("destroy", Journal.Mark.DONE, removal.group(), "");
        journal.write(Journal.RUN, Journal.Mark.DONE, "destroyed", "");
        Files.deleteIfExists(planFile());
      }
      return azure.deletedVaults(removal.group());
    } catch (AzureRefusedException refused) {
      throw Planning.told(refused);
    } catch (IOException e) {
      throw new UncheckedIOException("the plan cannot be removed", e);
    }
  }

  /** Removes the release, so that what it made outside the cluster goes in order. */
  private final class Uninstall implements AutoCloseable {
    private @Nullable ClusterAccess cluster;

    void run() {
      try {
        cluster =
            ClusterAccess.open(setup, azure, ServiceRelease.cluster(staged.whole())).orElse(null);
        if (cluster != null) {
          release.remove(cluster.kubeconfig());
        }
      } catch (ControlException | RuntimeException unreachable) {
        // The cluster goes with the group, and the release with it.
        LOG.warn(
            "release of {} not removed: {}", setup.blueprint().system(), unreachable.toString());
      }
    }

    @Override
    public void close() {
      if (cluster != null) {
        cluster.close();
      }
    }
  }

  /** Lines of the journal, oldest first. */
  public List<Journal.Entry> history() {
    return journal.entries();
  }

  /** Whether an application has begun and not ended. */
  public boolean unfinished() {
    return journal.unfinished().isPresent();
  }

  private DeploymentPlan look(Map<String, String> parameters) {
    Instant began = setup.clock().instant();
    try {
      DeploymentPlan plan = planning.plan(parameters);
      LOG.info(
          "plan system={} changes={} millis={}",
          plan.system(),
          plan.digests().size(),
          Duration.between(began, setup.clock().instant()).toMillis());
      return plan;
    } catch (AzureRefusedException refused) {
      throw Planning.told(refused);
    } catch (ControlException unreachable) {
      throw new DeployException(DeployException.Kind.UNREACHABLE, unreachable.sentence());
    }
  }

  private Map<String, String> parameters() {
    return Parameters.of(staged.whole(), setup.parameters());
  }

  private Path planFile() {
    return setup.folder().resolve("plan.json");
  }

  private void timed(List<Outcome.Step> steps, String name, Runnable step) {
    Instant began = setup.clock().instant();
    step.run();
    steps.add(new Outcome.Step(name, Duration.between(began, setup.clock().instant())));
  }

  /** Keeps two processes from applying to one place. Ends with the process, however that ends. */
  private record Exclusive(FileChannel channel) implements AutoCloseable {
    static Exclusive of(Path folder) {
      try {
        Files.createDirectories(folder);
        var channel =
            FileChannel.open(
                folder.resolve("apply.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
          lock = channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
          lock = null;
        }
        if (lock == null) {
          channel.close();
          throw new DeployException(
              DeployException.Kind.REFUSED, Sentence.of("deploy.busy", folder.toString()));
        }
        return new Exclusive(channel);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "the folder " + folder + " cannot be written; set PILOTHOUSE_HOME to one that can be",
            e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("a lock was not released in order: {}", e.toString());
      }
    }
  }
}
