package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.number;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads Deployments and StatefulSets with their history and puts earlier templates back, as {@code
 * kubectl rollout undo} does, on the condition that nobody changed them meanwhile. A name is a
 * Deployment's before it is a StatefulSet's.
 */
final class KubernetesDeploymentControl implements DeploymentControl {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesDeploymentControl.class);

  /** Names the run that changed a Deployment last. */
  static final String RUN = "pilothouse.io/run";

  /** Its status may be written between our reading and our patch this often. */
  private static final int TRIES = 5;

  private final KubernetesClient client;
  private final GuardedCalls calls;
  private final StatefulSetHistory statefulSets;

  /** A view asks for every row that it shows; the answer changes when roles are edited. */
  private final Cache<String, Boolean> mayChange =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(Duration.ofSeconds(10)).build();

  KubernetesDeploymentControl(KubernetesClient client, GuardedCalls calls) {
    this.client = client;
    this.calls = calls;
    this.statefulSets = new StatefulSetHistory(client, calls);
  }

  @Override
  public WorkloadResource read(String namespace, String name) throws ControlException {
    Optional<Deployment> found = find(namespace, name);
    if (found.isEmpty()) {
      return statefulSets.read(get(namespace, name));
    }
    Deployment deployment = found.get();
    return DeploymentMapper.map(
        deployment,
        sets(deployment).stream().flatMap(set -> OwnedReplicaSet.of(set).stream()).toList());
  }

  @Override
  public boolean mayChange(String namespace, String name) throws ControlException {
    String key = namespace + "/" + name;
    Boolean known = mayChange.getIfPresent(key);
    if (known != null) {
      return known;
    }
    String resource = find(namespace, name).isPresent() ? "deployments" : "statefulsets";
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withGroup("apps")
            .withResource(resource)
            .withVerb("patch")
            .withNamespace(namespace)
            .withName(name)
            .endResourceAttributes()
            .endSpec()
            .build();
    boolean allowed =
        calls.read(() -> {
          var answer = client.authorization().v1().selfSubjectAccessReview().create(review);
          return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
        });
    mayChange.put(key, allowed);
    return allowed;
  }

  @Override
  public void rollBack(
      String namespace, String name, long toRevision, long expectedGeneration, String runId)
      throws ControlException {
    for (int attempt = 1; ; attempt++) {
      Optional<Deployment> deployment = find(namespace, name);
      HasMetadata workload = deployment.isPresent() ? deployment.get() : get(namespace, name);
      if (runId.equals(PlatformText.map(workload.getMetadata().getAnnotations()).get(RUN))) {
        LOG.info("action=rollback run={} workload={}/{} already=done", runId, namespace, name);
        return;
      }
      requireGeneration(workload, expectedGeneration);
      EarlierTemplate target =
          deployment.isPresent()
              ? target(deployment.get(), toRevision)
              : statefulSets.target(get(namespace, name), toRevision);
      String patch = target.patch(workload, runId, client.getKubernetesSerialization());
      try {
        calls.write(() -> client.resource(workload).patch(PatchContext.of(PatchType.JSON), patch));
        LOG.info(
            "action=rollback run={} kind={} workload={}/{} revision={} of={}",
            runId,
            workload.getKind(),
            namespace,
            name,
            toRevision,
            target.revision());
        return;
      } catch (ControlException.Rejected e) {
        boolean conflict =
            Failure.of(e, client.getMasterUrl().toString()).kind() == Failure.Kind.CONFLICT;
        if (!conflict || attempt >= TRIES) {
          throw e;
        }
        // Only the status may have moved on; the generation decides when we look again.
      }
    }
  }

  private static void requireGeneration(HasMetadata workload, long expected)
      throws ControlException {
    long generation = number(workload.getMetadata().getGeneration());
    if (generation != expected) {
      throw rejected(
          Sentence.of("kubernetes.deployment.changed", named(workload), generation, expected));
    }
  }

  private EarlierTemplate target(Deployment deployment, long toRevision) throws ControlException {
    if (Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
      throw rejected(Sentence.of("kubernetes.deployment.paused", named(deployment)));
    }
    Map<Long, EarlierTemplate> byRevision = new TreeMap<>();
    for (ReplicaSet set : sets(deployment)) {
      OwnedReplicaSet.of(set)
          .ifPresent(owned -> byRevision.put(owned.revision(), EarlierTemplate.of(owned, set)));
    }
    return EarlierTemplate.of(byRevision, toRevision, named(deployment));
  }

  private static String named(HasMetadata workload) {
    return workload.getMetadata().getNamespace() + "/" + workload.getMetadata().getName();
  }

  private Optional<Deployment> find(String namespace, String name) throws ControlException {
    return calls.read(() ->
        Optional.ofNullable(
            client.apps().deployments().inNamespace(namespace).withName(name).get()));
  }

  /** The StatefulSet of a name that no Deployment bears. */
  private StatefulSet get(String namespace, String name) throws ControlException {
    return statefulSets
        .find(namespace, name)
        .orElseThrow(() -> rejected(Sentence.of("kubernetes.deployment.none", name, namespace)));
  }

  /** The ReplicaSets that the Deployment controls; a selector alone may match another's. */
  private List<ReplicaSet> sets(Deployment deployment) throws ControlException {
    List<ReplicaSet> matching =
        calls.read(() ->
            client
                .apps()
                .replicaSets()
                .inNamespace(deployment.getMetadata().getNamespace())
                .withLabelSelector(deployment.getSpec().getSelector())
                .list()
                .getItems());
    var owned = new ArrayList<ReplicaSet>();
    for (ReplicaSet set : matching) {
      OwnedReplicaSet.of(set)
          .filter(o -> o.deploymentUid().equals(deployment.getMetadata().getUid()))
          .ifPresent(o -> owned.add(set));
    }
    return List.copyOf(owned);
  }

  static ControlException.Rejected rejected(Sentence sentence) {
    return new ControlException.Rejected(sentence, new IllegalStateException(sentence.toString()));
  }
}
