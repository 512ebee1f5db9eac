package io.pilothouse.deployer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.deployer.azure.AzureRefusedException;
import io.pilothouse.deployer.azure.DeploymentClient;
import io.pilothouse.deployer.azure.DeploymentState;
import io.pilothouse.deployer.azure.DeploymentState.Phase;
import io.pilothouse.deployer.azure.ParameterValue;
import io.pilothouse.deployer.plan.DeployStage;
import io.pilothouse.deployer.plan.StagedTemplate;
import io.pilothouse.deployer.template.ResourceType;
import io.pilothouse.deployer.template.TemplateResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Deploys one stage after another: begun once, waited for by its name, and well before the next.
 * The journal knows of each before Azure does.
 */
final class AzureStages {
  private static final String STATE = "/properties/state";
  private static final Map<DeployStage, Duration> LIMITS =
      Map.of(
          DeployStage.NETWORK, Duration.ofMinutes(20),
          DeployStage.DATA, Duration.ofMinutes(90),
          DeployStage.CLUSTER, Duration.ofMinutes(60),
          DeployStage.PLATFORM, Duration.ofMinutes(60));

  /** How long what was deployed has to become well by itself. */
  private static final Duration WELL_WITHIN = Duration.ofMinutes(10);

  private final DeploymentSetup setup;
  private final DeploymentClient azure;
  private final StagedTemplate staged;
  private final Journal journal;
  private final Waiting waiting;

  AzureStages(
      DeploymentSetup setup,
      DeploymentClient azure,
      StagedTemplate staged,
      Journal journal,
      Waiting waiting) {
    this.setup = setup;
    this.azure = azure;
    this.staged = staged;
    this.journal = journal;
    this.waiting = waiting;
  }

  /**
   * Waits for what an earlier run began and nobody has seen the end of.
   *
   * @return whether there was anything
   */
  boolean awaitBegun(String run, String group) {
    boolean any = false;
    for (Journal.Entry entry : journal.open(run)) {
      Optional<DeploymentState> state =
          entry.detail().startsWith("pilothouse-")
              ? azure.state(group, entry.detail())
              : Optional.empty();
      if (state.filter(s -> s.phase() == Phase.RUNNING).isPresent()) {
        any = true;
        setup.progress().accept(Sentence.of("deploy.continues", entry.detail()));
        DeployStage stage = DeployStage.valueOf(entry.step().toUpperCase(Locale.ROOT));
        ended(stage, group, entry.detail());
      }
    }
    return any;
  }

  /** Deploys a stage and returns when it is well. */
  void deploy(DeployStage stage, String group, Map<String, ParameterValue> parameters) {
    String name = staged.deploymentName(stage);
    String step = step(stage);
    journal.write(step, Journal.Mark.INTENDED, name, "");
    try {
      var declared = staged.template(stage).path("parameters");
      var given = new java.util.HashMap<>(parameters);
      given.keySet().removeIf(parameter -> !declared.has(parameter));
      azure.begin(group, name, staged.template(stage), given);
    } catch (AzureRefusedException refused) {
      if (!refused.error().code().equals("DeploymentActive") && !refused.passing()) {
        journal.write(step, Journal.Mark.FAILED, refused.error().code(), "");
        throw Planning.told(refused);
      }
      // It may have been begun all the same: what its name says is true.
      if (azure.state(group, name).isEmpty()) {
        journal.write(step, Journal.Mark.FAILED, refused.error().code(), "");
        throw Planning.told(refused);
      }
    }
    DeploymentState ended = ended(stage, group, name);
    if (ended.phase() != Phase.SUCCEEDED) {
      journal.write(step, Journal.Mark.FAILED, name, ended.correlation());
      throw new DeployException(
          DeployException.Kind.FAILED,
          ended
              .error()
              .map(error -> error.sentences())
              .orElseGet(() -> List.of(Sentence.of("deploy.stage.failed", name))));
    }
    awaitWell(stage);
    journal.write(step, Journal.Mark.DONE, name, ended.correlation());
  }

  static String step(DeployStage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  private DeploymentState ended(DeployStage stage, String group, String name) {
    return waiting.until(
        LIMITS.getOrDefault(stage, Duration.ofMinutes(60)),
        Sentence.of("deploy.stage." + step(stage)),
        () -> {
          try {
            return azure.state(group, name).filter(s -> s.phase() != Phase.RUNNING);
          } catch (AzureRefusedException refused) {
            if (refused.passing()) {
              return Optional.empty();
            }
            throw Planning.told(refused);
          }
        });
  }

  /** Azure says that a deployment succeeded before all that it made is ready. */
  private void awaitWell(DeployStage stage) {
    for (TemplateResource resource : staged.resources(stage)) {
      if (resource.type().place() != ResourceType.Place.REGION) {
        continue;
      }
      waiting.until(
          WELL_WITHIN,
          Sentence.of("deploy.well", resource.ownName()),
          () -> {
            try {
              return azure
                  .read(resource.id(), resource.type().apiVersion())
                  .filter(AzureStages::well);
            } catch (AzureRefusedException refused) {
              if (refused.passing()) {
                return Optional.empty();
              }
              throw Planning.told(refused);
            }
          });
    }
  }

  private static boolean well(JsonNode resource) {
    String provisioning = resource.at("/properties/provisioningState").asText("Succeeded");
    boolean server = resource.at("/type").asText().contains("flexibleServers");
    String availability = resource.at("/properties/highAvailability/state").asText("NotEnabled");
    return provisioning.equalsIgnoreCase("Succeeded")
        && (!server
            || (resource.at(STATE).asText("Ready").equals("Ready")
                && List.of("Healthy", "NotEnabled").contains(availability)));
  }
}
