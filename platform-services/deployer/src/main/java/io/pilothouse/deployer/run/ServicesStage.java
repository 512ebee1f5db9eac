package io.pilothouse.deployer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.deployer.azure.DeploymentClient;
import io.pilothouse.deployer.chart.ReleaseRevision;
import io.pilothouse.deployer.chart.ReleaseValues;
import io.pilothouse.deployer.plan.DeployStage;
import io.pilothouse.deployer.plan.ObjectChange;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last stage: the services, released into the cluster that the stages before it made. */
final class ServicesStage {
  private static final String STEP = AzureStages.step(DeployStage.SERVICES);
  private static final Duration NODES_WITHIN = Duration.ofMinutes(15);

  private final DeploymentSetup setup;
  private final DeploymentClient azure;
  private final SystemTemplate template;
  private final ServiceRelease release;
  private final Planning planning;
  private final Journal journal;
  private final Waiting waiting;

  ServicesStage(
      DeploymentSetup setup,
      DeploymentClient azure,
      SystemTemplate template,
      ServiceRelease release,
      Planning planning,
      Journal journal,
      Waiting waiting) {
    this.setup = setup;
    this.azure = azure;
    this.template = template;
    this.release = release;
    this.planning = planning;
    this.journal = journal;
    this.waiting = waiting;
  }

  /**
   * Releases them, unless what runs is what would be released.
   *
   * @return whether anything was released
   * @throws DeployException if they are not ready in time; what ran before runs again then
   */
  boolean run() {
    try (ClusterAccess cluster =
        ClusterAccess.open(setup, azure, ServiceRelease.cluster(template))
            .orElseThrow(() ->
                new DeployException(
                    DeployException.Kind.FAILED, Sentence.of("deploy.no-cluster")))) {
      awaitNodes(cluster);
      var objects = Optional.of(cluster.connection().objects());
      ReleaseValues values =
          release.values(template, planning.reading(), objects, new ArrayList<>());
      boolean deployed =
          release.current(cluster.kubeconfig()).filter(ReleaseRevision::deployed).isPresent();
      if (deployed && release.changes(values, objects).stream().noneMatch(ObjectChange::acts)) {
        return false;
      }
      setup.progress().accept(Sentence.of("deploy.begins", Sentence.of("deploy.stage." + STEP)));
      release(values, cluster);
      return true;
    } catch (ControlException unreachable) {
      throw new DeployException(DeployException.Kind.UNREACHABLE, unreachable.sentence());
    }
  }

  private void release(ReleaseValues values, ClusterAccess cluster) {
    journal.write(STEP, Journal.Mark.INTENDED, values.name(), "");
    try (var pods =
        new PodWatch(
            cluster.connection().objects(), values.namespace(), values.name(), setup.progress())) {
      ReleaseRevision now =
          release.apply(values, cluster.kubeconfig(), () -> PodTrouble.sentences(pods.last()));
      journal.write(STEP, Journal.Mark.DONE, "revision " + now.number(), "");
    } catch (DeployException failed) {
      journal.write(STEP, Journal.Mark.FAILED, values.name(), "");
      throw failed;
    }
  }

  /** No service is released to a cluster that has nowhere to run it. */
  private void awaitNodes(ClusterAccess cluster) {
    waiting.until(
        NODES_WITHIN,
        Sentence.of("deploy.nodes"),
        () -> {
          try {
            List<JsonNode> nodes = cluster.connection().objects().list("v1", "Node", "");
            return nodes.isEmpty() || !nodes.stream().allMatch(ServicesStage::ready)
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
}
