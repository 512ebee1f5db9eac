package io.pilothouse.deployer.run;

import io.pilothouse.deployer.azure.DeploymentClient;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes a system: its release, its resource group with all that is in it. */
final class Removal {
  private static final Logger LOG = LoggerFactory.getLogger(Removal.class);
  private static final Duration LIMIT = Duration.ofMinutes(90);

  private final DeploymentSetup setup;
  private final DeploymentClient azure;
  private final SystemTemplate template;
  private final ServiceRelease release;
  private final Journal journal;
  private final Waiting waiting;

  Removal(
      DeploymentSetup setup,
      DeploymentClient azure,
      SystemTemplate template,
      ServiceRelease release,
      Journal journal,
      Waiting waiting) {
    this.setup = setup;
    this.azure = azure;
    this.template = template;
    this.release = release;
    this.journal = journal;
    this.waiting = waiting;
  }

  /** What it would meet. */
  Removable removable() {
    String group = template.group().name();
    boolean there = azure.hasGroup(group);
    return new Removable(group, there ? azure.locks(group) : List.of(), there);
  }

  /**
   * Removes it.
   *
   * @return names of vaults that are kept for their retention
   * @throws DeployException if a lock is on the group, or something fails
   */
  List<String> run() {
    Removable removable = removable();
    String group = removable.group();
    if (!removable.locks().isEmpty()) {
      throw new DeployException(
          DeployException.Kind.REFUSED,
          Sentence.of("deploy.locked", group, removable.locks()),
          Sentence.of("deploy.azure.remedy.locked"));
    }
    if (removable.groupThere()) {
      journal.begin(Optional.empty(), "destroy");
      journal.write("destroy", Journal.Mark.INTENDED, group, "");
      uninstall();
      azure.deleteGroup(group);
      waiting.until(
          LIMIT,
          Sentence.of("deploy.gone", group),
          () -> azure.hasGroup(group) ? Optional.empty() : Optional.of(true));
      journal.write("destroy", Journal.Mark.DONE, group, "");
      journal.write(Journal.RUN, Journal.Mark.DONE, "destroyed", "");
    }
    return azure.deletedVaults(group);
  }

  /** Removes the release first, so that what it made outside the cluster goes in order. */
  private void uninstall() {
    try (ClusterAccess cluster =
        ClusterAccess.open(setup, azure, ServiceRelease.cluster(template)).orElse(null)) {
      if (cluster != null) {
        release.remove(cluster.kubeconfig());
      }
    } catch (ControlException | RuntimeException unreachable) {
      // The cluster goes with the group, and the release with it.
      LOG.warn("release of {} not removed: {}", setup.blueprint().system(), unreachable.toString());
    }
  }
}
