package io.pilothouse.localtwin.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys the blueprint's services to the twin's cluster, release after release, each rolled out.
 */
public final class ServiceDeployer {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceDeployer.class);
  private static final Duration ROLLOUT_LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(25);

  private final KubernetesTwin cluster;
  private final ServiceManifests manifests;
  private final String namespace;
  private final Blueprint blueprint;
  private final HelmReleases helm;
  private final ScheduledExecutorService scheduler;

  /**
   * Makes a deployer.
   *
   * @param scheduler looks after rollouts; the caller's
   */
  public ServiceDeployer(
      KubernetesTwin cluster, Blueprint blueprint, ScheduledExecutorService scheduler) {
    this.cluster = cluster;
    this.manifests = new ServiceManifests(blueprint);
    this.namespace = blueprint.cluster().namespace();
    this.scheduler = scheduler;
    this.blueprint = blueprint;
    this.helm = new HelmReleases(cluster, namespace);
  }

  /**
   * Rolls out every release in turn, then hands the number of pods to the autoscalers.
   *
   * @throws IllegalStateException if a rollout does not end within a minute
   */
  public void deploy(List<Release> releases) {
    ClusterDns.install(cluster);
    apply(manifests.surroundings());
    int revision = 0;
    for (var release : releases) {
      apply(manifests.deployments(release));
      awaitRollouts(release.tag(), namespace);
      record(++revision, release);
    }
    awaitRollouts(ClusterDns.DEPLOYMENT, ClusterDns.NAMESPACE);
    apply(manifests.autoscalers());
    LOG.info("deployed namespace={} releases={}", namespace, releases.size());
  }

  /** Tells Helm's history of the release, a chart for each service. */
  private void record(int revision, Release release) {
    for (var service : blueprint.services()) {
      helm.deployed(
          service.deployment(),
          revision,
          release,
          manifests.values(service, release),
          manifests.chart(service, release));
    }
  }

  private void apply(List<ObjectNode> objects) {
    if (!objects.isEmpty()) {
      cluster.apply(
          objects.stream().map(ObjectNode::toString).collect(Collectors.joining("\n---\n")));
    }
  }

  private void awaitRollouts(String what, String where) {
    var done = new CompletableFuture<Boolean>();
    var looking =
        scheduler.scheduleWithFixedDelay(
            () -> {
              if (unfinished(where).isEmpty()) {
                done.complete(true);
              }
            },
            0,
            LOOK_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      done.orTimeout(ROLLOUT_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "%s was not rolled out in %d s: %s"
              .formatted(what, ROLLOUT_LIMIT.toSeconds(), unfinished(where)),
          e);
    } finally {
      looking.cancel(false);
    }
  }

  private List<String> unfinished(String where) {
    return Stream.of(BuiltInResources.DEPLOYMENTS, BuiltInResources.STATEFUL_SETS)
        .flatMap(type -> cluster.api().list(type, Selection.inNamespace(where)).stream())
        .filter(workload -> !rolledOut(workload))
        .map(KubeObject::name)
        .toList();
  }

  private static boolean rolledOut(KubeObject workload) {
    int wanted = workload.spec().path("replicas").asInt(1);
    var status = workload.status();
    return status.path("observedGeneration").asLong() >= workload.generation()
        && status.path("updatedReplicas").asInt() == wanted
        && status.path("availableReplicas").asInt() == wanted
        && status.path("replicas").asInt() == wanted;
  }
}
