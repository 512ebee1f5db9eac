package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.number;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads Deployments with their history and puts earlier templates back, as {@code kubectl rollout
 * undo} does, on the condition that nobody changed the Deployment meanwhile.
 */
final class KubernetesDeploymentControl implements DeploymentControl {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesDeploymentControl.class);

  /** Names the run that changed a Deployment last. */
  static final String RUN = "pilothouse.io/run";

  /** Its status may be written between our reading and our patch this often. */
  private static final int TRIES = 5;

  private final KubernetesClient client;
  private final GuardedCalls calls;

  /** A view asks for every row that it shows; the answer changes when roles are edited. */
  private final Cache<String, Boolean> mayChange =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(Duration.ofSeconds(10)).build();

  KubernetesDeploymentControl(KubernetesClient client, GuardedCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  @Override
  public io.pilothouse.sharedmodel.estate.Deployment read(String namespace, String name)
      throws ControlException {
    Deployment deployment = get(namespace, name);
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
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withGroup("apps")
            .withResource("deployments")
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
      Deployment deployment = get(namespace, name);
      if (runId.equals(PlatformText.map(deployment.getMetadata().getAnnotations()).get(RUN))) {
        LOG.info("action=rollback run={} deployment={}/{} already=done", runId, namespace, name);
        return;
      }
      ReplicaSet target = target(deployment, toRevision, expectedGeneration);
      String patch = patch(deployment, target, runId);
      try {
        calls.write(() ->
            client
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON), patch));
        LOG.info(
            "action=rollback run={} deployment={}/{} revision={} replicaSet={}",
            runId,
            namespace,
            name,
            toRevision,
            target.getMetadata().getName());
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

  private ReplicaSet target(Deployment deployment, long toRevision, long expectedGeneration)
      throws ControlException {
    String named =
        deployment.getMetadata().getNamespace() + "/" + deployment.getMetadata().getName();
    long generation = number(deployment.getMetadata().getGeneration());
    if (generation != expectedGeneration) {
      throw rejected(
          Sentence.of("kubernetes.deployment.changed", named, generation, expectedGeneration));
    }
    if (Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
      throw rejected(Sentence.of("kubernetes.deployment.paused", named));
    }
    Map<Long, ReplicaSet> byRevision = new LinkedHashMap<>();
    for (ReplicaSet set : sets(deployment)) {
      OwnedReplicaSet.of(set).ifPresent(owned -> byRevision.put(owned.revision(), set));
    }
    return Optional.ofNullable(byRevision.get(toRevision))
        .orElseThrow(() ->
            rejected(
                Sentence.of(
                    "kubernetes.deployment.no-revision",
                    named,
                    toRevision,
                    byRevision.keySet().stream()
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")))));
  }

  /** A JSON patch; naming the resource version makes the server refuse it after any change. */
  private String patch(Deployment deployment, ReplicaSet target, String runId) {
    Map<String, String> annotations = PlatformText.map(deployment.getMetadata().getAnnotations());
    var patch = new ArrayList<Map<String, Object>>();
    patch.add(
        operation(
            "replace", "/metadata/resourceVersion", deployment.getMetadata().getResourceVersion()));
    patch.add(
        operation(
            "replace", "/spec/template", PodTemplates.withoutHash(target.getSpec().getTemplate())));
    if (annotations.isEmpty()) {
      patch.add(operation("add", "/metadata/annotations", Map.of()));
    }
    patch.add(operation("add", pointer(RUN), runId));
    // The controller copies the annotation to the ReplicaSet: left as it is, the old revision
    // would get the reason of the new one.
    Optional<String> cause =
        PlatformText.text(
            PlatformText.map(target.getMetadata().getAnnotations())
                .get(OwnedReplicaSet.CHANGE_CAUSE));
    if (cause.isPresent()) {
      patch.add(operation("add", pointer(OwnedReplicaSet.CHANGE_CAUSE), cause.get()));
    } else if (annotations.containsKey(OwnedReplicaSet.CHANGE_CAUSE)) {
      patch.add(Map.of("op", "remove", "path", pointer(OwnedReplicaSet.CHANGE_CAUSE)));
    }
    return client.getKubernetesSerialization().asJson(patch);
  }

  private static Map<String, Object> operation(String op, String path, Object value) {
    return Map.of("op", op, "path", path, "value", value);
  }

  private static String pointer(String annotation) {
    return "/metadata/annotations/" + annotation.replace("~", "~0").replace("/", "~1");
  }

  private Deployment get(String namespace, String name) throws ControlException {
    Optional<Deployment> found =
        calls.read(() ->
            Optional.ofNullable(
                client.apps().deployments().inNamespace(namespace).withName(name).get()));
    return found.orElseThrow(
        () -> rejected(Sentence.of("kubernetes.deployment.none", name, namespace)));
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

  private static ControlException.Rejected rejected(Sentence sentence) {
    return new ControlException.Rejected(sentence, new IllegalStateException(sentence.toString()));
  }
}
