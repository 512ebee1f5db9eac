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

  /**
   * One ReplicaSet of the history.
   *
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
