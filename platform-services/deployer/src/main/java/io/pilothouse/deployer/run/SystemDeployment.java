package io.pilothouse.deployer.run;

import io.pilothouse.azureconnector.AzureConnection;
import io.pilothouse.deployer.azure.AzureRefusedException;
import io.pilothouse.deployer.azure.DeploymentClient;
import io.pilothouse.deployer.azure.ParameterValue;
import io.pilothouse.deployer.chart.HelmEngine;
import io.pilothouse.deployer.plan.DeployStage;
import io.pilothouse.deployer.plan.DeploymentPlan;
import io.pilothouse.deployer.plan.StagedTemplate;
import io.pilothouse.deployer.plan.StoredPlan;
import io.pilothouse.deployer.proposal.Proposal;
import io.pilothouse.deployer.proposal.Refusal;
import io.pilothouse.deployer.template.DeploymentChoices;
import io.pilothouse.deployer.template.ResourceType;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployment of one system to one place: planned, applied, looked at, removed. Every effect is
 * in the journal before it is asked for; applying again goes on where an earlier run ended, however
 * it ended. What was decided at the last apply holds until something else is said. Blocks, for as
 * long as Azure takes; used by one thread, and by one process at a time.
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
  private final KeptChoices kept;
  private final DeploymentChoices before;
  private final DeploymentChoices choices;
  private final DeploymentClient azure;
  private final StagedTemplate staged;
  private final Journal journal;
  private final Parameters parameters;
  private final AzureStages stages;
  private final Planning planning;
  private final ServiceRelease release;
  private final ServicesStage services;
  private final Removal removal;

  /**
   * Makes it; reaches nothing yet.
   *
   * @throws DeployException if the document cannot be deployed
   */
  public SystemDeployment(DeploymentSetup given) {
    this(given, HelmEngine.find(System.getenv()));
  }

  /** The same with a Helm, or without one: then Azure's part can be planned and nothing applied. */
  SystemDeployment(DeploymentSetup given, Optional<HelmEngine> helm) {
    this.kept = new KeptChoices(given.folder().resolve("choices.json"));
    this.before = kept.read();
    DeploymentChoices said = given.target().choices();
    this.setup = given.with(said.over(before));
    Proposal proposal = proposal(setup);
    this.choices = setup.choices().accepting(read(proposal));
    this.azure = DeploymentClient.of(AzureConnection.of(setup.azure(), setup.clock()));
    this.staged = new StagedTemplate(template(proposal));
    ChoiceCheck.check(said, setup.blueprint(), proposal, staged.whole());
    this.release = new ServiceRelease(setup, helm);
    var waiting = new Waiting(setup.clock(), setup.stop());
    this.journal = new Journal(setup.folder().resolve("journal.jsonl"), setup.clock());
    this.parameters = new Parameters(staged.whole(), choices.parameters(), azure);
    this.stages = new AzureStages(setup, azure, staged, journal, waiting);
    this.planning =
        new Planning(
            setup,
            azure,
            staged,
            release,
            proposal,
            KeptChoices.told(said, before),
            new OfferCheck(azure, staged.whole(), said, choices));
    this.services =
        new ServicesStage(setup, azure, staged.whole(), release, planning, journal, waiting);
    this.removal = new Removal(setup, azure, staged.whole(), release, journal, waiting);
  }

  private static Proposal proposal(DeploymentSetup setup) {
    var blueprint = setup.blueprint();
    var today = LocalDate.now(setup.clock().withZone(ZoneId.of(blueprint.region().timeZone())));
    Proposal proposal = Proposal.of(blueprint, setup.target(), today, setup.prices());
    if (!setup.choices().accepted().contains(DeploymentChoices.ALL)) {
      return proposal;
    }
    Set<String> rules = proposal.refusals().stream().map(Refusal::rule).collect(Collectors.toSet());
    return Proposal.of(blueprint, setup.target().accepting(rules), today, setup.prices());
  }

  /** The rules whose errors were read, by name: one that comes later has to be read first. */
  private Set<String> read(Proposal proposal) {
    return Stream.concat(
            setup.choices().accepted().stream(),
            proposal.refusals().stream().filter(Refusal::accepted).map(Refusal::rule))
        .filter(rule -> !rule.equals(DeploymentChoices.ALL))
        .collect(Collectors.toSet());
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
    DeploymentPlan plan = compare();
    StoredPlan.of(plan).write(planFile());
    return plan;
  }

  /** Says what applying would change, and keeps nothing. */
  public DeploymentPlan compare() {
    Instant began = setup.clock().instant();
    try {
      DeploymentPlan plan = planning.plan(parameters.now());
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

  /**
   * Makes it so. Goes on with an earlier run that has not ended.
   *
   * @param approval asked unless an earlier run was approved and nothing has come since
   * @throws DeployException if it is refused, Helm is not here, or something fails
   */
  public Outcome apply(Approval approval) {
    try (ApplyLock alone = ApplyLock.of(setup.folder())) {
      return applyAlone(approval);
    } catch (AzureRefusedException refused) {
      throw Planning.told(refused);
    }
  }

  private Outcome applyAlone(Approval approval) {
    if (!release.possible()) {
      throw new DeployException(DeployException.Kind.REFUSED, Sentence.of("deploy.no-helm"));
    }
    String group = staged.whole().group().name();
    Optional<String> earlier = journal.unfinished();
    earlier.ifPresent(run -> stages.awaitBegun(run, group));
    Optional<StoredPlan> shown = StoredPlan.read(planFile());
    DeploymentPlan plan = plan();
    List<String> drifted = shown.map(s -> s.newIn(plan)).orElse(List.of());
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
    kept.write(choices);
    if (!plan.acts() && earlier.isEmpty()) {
      return new Outcome("", Outcome.Result.NOTHING_TO_DO, false, List.of(), bind());
    }
    String run = journal.begin(earlier, plan.fingerprint());
    return execute(run, plan, group, earlier.isPresent());
  }

  private Outcome execute(String run, DeploymentPlan plan, String group, boolean resumed) {
    var steps = new ArrayList<Outcome.Step>();
    if (!plan.groupThere()) {
      timed(steps, "group", () -> makeGroup(group));
    }
    for (DeployStage stage : DeployStage.values()) {
      if (stage != DeployStage.SERVICES && plan.acts(stage)) {
        String step = AzureStages.step(stage);
        setup.progress().accept(Sentence.of("deploy.begins", Sentence.of("deploy.stage." + step)));
        timed(
            steps,
            step,
            () -> {
              Map<String, ParameterValue> now = parameters.now();
              stages.deploy(stage, group, now);
              return true;
            });
      }
    }
    try {
      timed(steps, AzureStages.step(DeployStage.SERVICES), services::run);
    } catch (DeployException failed) {
      // What runs is the image of before, and the next apply is not to try this one again unasked.
      kept.write(choices.releasing(before.imageTag()));
      throw failed;
    }
    journal.write(Journal.RUN, Journal.Mark.DONE, plan.fingerprint(), "");
    LOG.info("deploy system={} run={} steps={}", plan.system(), run, steps.size());
    return new Outcome(run, Outcome.Result.APPLIED, resumed, steps, bind());
  }

  private boolean makeGroup(String group) {
    journal.write("group", Journal.Mark.INTENDED, group, "");
    azure.putGroup(group, staged.whole().group().location(), staged.whole().group().tags());
    journal.write("group", Journal.Mark.DONE, group, "");
    return true;
  }

  /** Ids of the resources of the template, by the blueprint's component. */
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

  /** What removing would meet. */
  public Removable removal() {
    return removal.removable();
  }

  /**
   * Removes the release and the resource group with all that is in it.
   *
   * @return names of vaults that are kept for their retention
   * @throws DeployException if a lock is on the group, or something fails
   */
  public List<String> destroy() {
    try (ApplyLock alone = ApplyLock.of(setup.folder())) {
      List<String> vaults = removal.run();
      Files.deleteIfExists(planFile());
      kept.forget();
      return vaults;
    } catch (AzureRefusedException refused) {
      throw Planning.told(refused);
    } catch (IOException e) {
      throw new UncheckedIOException("the plan cannot be removed", e);
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

  private Path planFile() {
    return setup.folder().resolve("plan.json");
  }

  /** Runs a step, and counts it if it did something. */
  private void timed(List<Outcome.Step> steps, String name, BooleanSupplier step) {
    Instant began = setup.clock().instant();
    if (step.getAsBoolean()) {
      steps.add(new Outcome.Step(name, Duration.between(began, setup.clock().instant())));
    }
  }
}
