package io.pilothouse.sharedmodel.estate;

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
 * @param progressing the message of a failed Progressing condition, such as a passed progress
 *     deadline
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
    Optional<String> stalled)
    implements Resource {
  public Deployment {
    labels = Map.copyOf(labels);
    images = List.copyOf(images);
    revisions = List.copyOf(revisions);
  }

  /** Pods that are still of another revision than the current one. */
  public int outdated() {
    return revisions.stream().filter(r -> !r.current()).mapToInt(Revision::replicas).sum();
  }

  /**
   * Whether the rollout is at its end: the controller has seen the newest template, every pod is of
   * it and serves, and none of another revision is left. Pods of an old revision count as ready and
   * available too, so these numbers alone do not tell.
   */
  public boolean rolledOut() {
    return observedGeneration >= generation
        && updated >= desired
        && outdated() == 0
        && ready >= desired
        && available >= desired;
  }

  /**
   * One ReplicaSet of the history.
   *
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
