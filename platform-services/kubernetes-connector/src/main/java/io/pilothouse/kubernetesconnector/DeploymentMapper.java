package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.number;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import io.pilothouse.sharedmodel.estate.Deployment.Strategy;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Maps a Deployment with the ReplicaSets that it owns. Pure. */
final class DeploymentMapper {
  private DeploymentMapper() {}

  static Deployment map(
      io.fabric8.kubernetes.api.model.apps.Deployment deployment,
      Collection<OwnedReplicaSet> owned) {
    String namespace = deployment.getMetadata().getNamespace();
    String name = deployment.getMetadata().getName();
    var spec = deployment.getSpec();
    var status = Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
    PodTemplateSpec template =
        Optional.ofNullable(spec.getTemplate()).orElseGet(PodTemplateSpec::new);
    long annotated =
        text(PlatformText.map(deployment.getMetadata().getAnnotations())
                .get(OwnedReplicaSet.REVISION))
            .flatMap(OwnedReplicaSet::whole)
            .orElse(0L);
    Optional<OwnedReplicaSet> current = current(PodTemplates.yaml(template), owned);
    return new Deployment(
        ResourceId.kubernetes("deployment", namespace, name),
        namespace,
        name,
        PlatformText.map(deployment.getMetadata().getLabels()),
        // The API server's own default.
        spec.getReplicas() == null ? 1 : spec.getReplicas(),
        number(status.getReadyReplicas()),
        number(status.getUpdatedReplicas()),
        number(status.getAvailableReplicas()),
        number(deployment.getMetadata().getGeneration()),
        number(status.getObservedGeneration()),
        Boolean.TRUE.equals(spec.getPaused()),
        PodTemplates.images(template),
        current.map(OwnedReplicaSet::revision).orElse(annotated),
        owned.stream()
            .sorted(
                Comparator.comparingLong(OwnedReplicaSet::revision)
                    .thenComparing(OwnedReplicaSet::name))
            .map(set -> revision(set, current))
            .toList(),
        stalled(status),
        SelectorMapper.map(spec.getSelector()).orElse(LabelSelector.of(Map.of())),
        PodTemplateMapper.map(spec.getTemplate()),
        Optional.of(strategy(spec)));
  }

  private static Strategy strategy(DeploymentSpec spec) {
    var strategy = Optional.ofNullable(spec.getStrategy());
    var rolling = strategy.flatMap(s -> Optional.ofNullable(s.getRollingUpdate()));
    return new Strategy(
        // The API server's own default.
        strategy.flatMap(s -> text(s.getType())).orElse("RollingUpdate"),
        rolling.flatMap(r -> SelectorMapper.word(r.getMaxSurge())),
        rolling.flatMap(r -> SelectorMapper.word(r.getMaxUnavailable())),
        Optional.ofNullable(spec.getProgressDeadlineSeconds()).map(Duration::ofSeconds));
  }

  /** What the Deployment asks for now, as its controller decides it: by the template. */
  private static Optional<OwnedReplicaSet> current(
      String template, Collection<OwnedReplicaSet> owned) {
    return owned.stream()
        .filter(set -> set.template().equals(template))
        .max(Comparator.comparingLong(OwnedReplicaSet::revision));
  }

  private static Revision revision(OwnedReplicaSet set, Optional<OwnedReplicaSet> current) {
    return new Revision(
        set.revision(),
        set.name(),
        set.images(),
        set.changeCause(),
        set.createdAt(),
        current.map(c -> c.uid().equals(set.uid())).orElse(false),
        set.replicas(),
        set.template());
  }

  private static Optional<String> stalled(DeploymentStatus status) {
    List<DeploymentCondition> conditions = list(status.getConditions());
    return conditions.stream()
        .filter(c -> "Progressing".equals(c.getType()) && "False".equals(c.getStatus()))
        .findFirst()
        .or(() ->
            conditions.stream()
                .filter(c -> "ReplicaFailure".equals(c.getType()) && "True".equals(c.getStatus()))
                .findFirst())
        .map(c -> text(c.getMessage()).or(() -> text(c.getReason())).orElse(c.getType()));
  }
}
