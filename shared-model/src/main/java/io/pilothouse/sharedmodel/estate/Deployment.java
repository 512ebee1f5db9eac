package io.pilothouse.sharedmodel.estate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes Deployment with its revision history.
 *
 * @param desired spec.replicas
 * @param revisions oldest first; the one with {@code current} true is what the Deployment asks for
 *     now
 * @param stalled the message of a failed Progressing condition, such as a passed progress deadline
 * @param template what its pods are to be like
 * @param strategy how new pods take the place of old ones; absent while it is not known
 */
public record Deployment(
    ResourceId id,
    String namespace,
    String name,
    Map<String, String> labels,
    int desired,
    int ready,
    int updated,
    int available,
    long generation,
    long observedGeneration,
    boolean paused,
    List<String> images,
    long revision,
    List<Revision> revisions,
    Optional<String> stalled,
    LabelSelector selector,
    PodTemplate template,
    Optional<Strategy> strategy)
    implements WorkloadResource {
  public Deployment {
    labels = Map.copyOf(labels);
    images = List.copyOf(images);
    revisions = List.copyOf(revisions);
  }

  /** One of which the rollout is known and the template is not. */
  public Deployment(
      ResourceId id,
      String namespace,
      String name,
      Map<String, String> labels,
      int desired,
      int ready,
      int updated,
      int available,
      long generation,
      long observedGeneration,
      boolean paused,
      List<String> images,
      long revision,
      List<Revision> revisions,
      Optional<String> stalled) {
    this(
        id,
        namespace,
        name,
        labels,
        desired,
        ready,
        updated,
        available,
        generation,
        observedGeneration,
        paused,
        images,
        revision,
        revisions,
        stalled,
        LabelSelector.of(Map.of()),
        PodTemplate.UNKNOWN,
        Optional.empty());
  }

  /**
   * How new pods take the place of old ones.
   *
   * @param type RollingUpdate or Recreate
   * @param maxSurge a number or a percentage, as it is written
   * @param maxUnavailable a number or a percentage, as it is written
   * @param progressDeadline after which a rollout that stands still has failed
   */
  public record Strategy(
      String type,
      Optional<String> maxSurge,
      Optional<String> maxUnavailable,
      Optional<Duration> progressDeadline) {}

  /**
   * One ReplicaSet of the history; of a StatefulSet, one ControllerRevision.
   *
   * @param replicaSet its name; a pod says by it which revision it is of
   * @param replicas pods that it has or should have, whichever is more
   * @param template the pod template as YAML, without what the controller adds, so that two can be
   *     compared line by line
   */
  public record Revision(
      long number,
      String replicaSet,
      List<String> images,
      Optional<String> changeCause,
      Instant createdAt,
      boolean current,
      int replicas,
      String template) {
    public Revision {
      images = List.copyOf(images);
    }
  }
}
