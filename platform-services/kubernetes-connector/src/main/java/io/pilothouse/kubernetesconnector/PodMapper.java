package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.instant;
import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.number;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Maps a pod. Pure. */
final class PodMapper {
  /** The label by which a StatefulSet's pod names the ControllerRevision that it is of. */
  private static final String REVISION_NAME = "controller-revision-hash";

  private static final String TEMPLATE_HASH = "pod-template-hash";

  /** What a container waits for while all is well. */
  private static final Set<String> STARTING = Set.of("ContainerCreating", "PodInitializing");

  private PodMapper() {}

  static Pod map(io.fabric8.kubernetes.api.model.Pod pod) {
    String namespace = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName();
    PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
    PodSpec spec = Optional.ofNullable(pod.getSpec()).orElseGet(PodSpec::new);
    String phase = text(status.getPhase()).orElse("Unknown");
    boolean ready =
        condition(status, "Ready").filter(c -> "True".equals(c.getStatus())).isPresent();
    Optional<String> replicaSet =
        list(pod.getMetadata().getOwnerReferences()).stream()
            .filter(o -> "ReplicaSet".equals(o.getKind()))
            .map(OwnerReference::getName)
            .findFirst();
    Optional<String> statefulSet =
        list(pod.getMetadata().getOwnerReferences()).stream()
            .filter(o -> "StatefulSet".equals(o.getKind()))
            .map(OwnerReference::getName)
            .findFirst();
    Optional<Why> why = ready || phase.equals("Succeeded") ? Optional.empty() : why(status, phase);
    return new Pod(
        ResourceId.kubernetes("pod", namespace, name),
        namespace,
        name,
        statefulSet.or(() -> deployment(pod, replicaSet)),
        statefulSet.isPresent()
            ? text(PlatformText.map(pod.getMetadata().getLabels()).get(REVISION_NAME))
            : replicaSet,
        text(spec.getNodeName()),
        phase,
        ready,
        list(status.getContainerStatuses()).stream()
            .mapToInt(c -> number(c.getRestartCount()))
            .sum(),
        pod.getMetadata().getDeletionTimestamp() != null,
        why.map(Why::reason),
        why.flatMap(Why::message),
        list(spec.getContainers()).stream()
            .map(Container::getImage)
            .flatMap(i -> text(i).stream())
            .toList(),
        instant(status.getStartTime()));
  }

  /**
   * The Deployment's controller names a ReplicaSet after the Deployment and the hash that it puts
   * on the pods, so a pod alone tells its Deployment.
   */
  private static Optional<String> deployment(
      io.fabric8.kubernetes.api.model.Pod pod, Optional<String> replicaSet) {
    return text(PlatformText.map(pod.getMetadata().getLabels()).get(TEMPLATE_HASH))
        .flatMap(hash ->
            replicaSet
                .filter(r -> r.endsWith("-" + hash))
                .map(r -> r.substring(0, r.length() - hash.length() - 1)));
  }

  private record Why(String reason, Optional<String> message) {}

  private static Optional<Why> why(PodStatus status, String phase) {
    List<ContainerStatus> containers =
        Stream.concat(
                list(status.getInitContainerStatuses()).stream(),
                list(status.getContainerStatuses()).stream())
            .toList();
    return containers.stream()
        .flatMap(c -> waiting(c).stream())
        .findFirst()
        .or(() -> containers.stream().flatMap(c -> failed(c).stream()).findFirst())
        .or(() ->
            condition(status, "PodScheduled")
                .filter(c -> "False".equals(c.getStatus()))
                .flatMap(PodMapper::because))
        .or(() -> text(status.getReason()).map(r -> new Why(r, text(status.getMessage()))))
        .or(() ->
            phase.equals("Running")
                ? condition(status, "Ready").flatMap(PodMapper::because)
                : Optional.empty());
  }

  private static Optional<Why> waiting(ContainerStatus container) {
    return Optional.ofNullable(container.getState())
        .flatMap(s -> Optional.ofNullable(s.getWaiting()))
        .flatMap(w ->
            text(w.getReason())
                .filter(r -> !STARTING.contains(r))
                .map(r -> new Why(r, text(w.getMessage()))));
  }

  private static Optional<Why> failed(ContainerStatus container) {
    return Optional.ofNullable(container.getState())
        .flatMap(s -> Optional.ofNullable(s.getTerminated()))
        .filter(t -> number(t.getExitCode()) != 0)
        .map(t ->
            new Why(
                text(t.getReason()).orElse("Error"),
                text(t.getMessage()).or(() -> Optional.of("exit code " + t.getExitCode()))));
  }

  private static Optional<Why> because(PodCondition condition) {
    return text(condition.getReason()).map(r -> new Why(r, text(condition.getMessage())));
  }

  private static Optional<PodCondition> condition(PodStatus status, String type) {
    return list(status.getConditions()).stream().filter(c -> type.equals(c.getType())).findFirst();
  }
}
