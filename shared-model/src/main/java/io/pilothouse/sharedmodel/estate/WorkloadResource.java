package io.pilothouse.sharedmodel.estate;

import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What keeps a number of like pods running, and rolls a new template out over them. */
public sealed interface WorkloadResource extends Resource permits Deployment, StatefulSet {
  String namespace();

  Map<String, String> labels();

  /** spec.replicas. */
  int desired();

  int ready();

  /** Pods of the newest template. */
  int updated();

  int available();

  long generation();

  long observedGeneration();

  /** Whether changes of the template wait until a person goes on. */
  boolean paused();

  List<String> images();

  /** The number of the revision that it asks for now. */
  long revision();

  /** Oldest first; the one with {@code current} true is what it asks for now. */
  List<Revision> revisions();

  /** Why its rollout does not go on; absent where the platform does not say so. */
  Optional<String> stalled();

  LabelSelector selector();

  PodTemplate template();

  /** Pods that are still of another revision than the current one. */
  default int outdated() {
    return revisions().stream().filter(r -> !r.current()).mapToInt(Revision::replicas).sum();
  }

  /**
   * Whether the rollout is at its end: the controller has seen the newest template, every pod is of
   * it and serves, and none of another revision is left. Pods of an old revision count as ready and
   * available too, so these numbers alone do not tell.
   */
  default boolean rolledOut() {
    return observedGeneration() >= generation()
        && updated() >= desired()
        && outdated() == 0
        && ready() >= desired()
        && available() >= desired();
  }
}
