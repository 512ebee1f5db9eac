package io.pilothouse.sharedmodel.estate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A pod.
 *
 * @param deployment name of the Deployment that owns it through a ReplicaSet, or of its StatefulSet
 * @param replicaSet name of the ReplicaSet, or of the ControllerRevision of its StatefulSet
 * @param reason why it is not ready, in the platform's word, such as CrashLoopBackOff or
 *     Unschedulable
 * @param message the platform's sentence for {@code reason}
 */
public record Pod(
    ResourceId id,
    String namespace,
    String name,
    Optional<String> deployment,
    Optional<String> replicaSet,
    Optional<String> node,
    String phase,
    boolean ready,
    int restarts,
    boolean terminating,
    Optional<String> reason,
    Optional<String> message,
    List<String> images,
    Optional<Instant> startedAt)
    implements Resource {
  public Pod {
    images = List.copyOf(images);
  }
}
