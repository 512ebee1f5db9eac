package io.pilothouse.sharedmodel.estate;

import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes StatefulSet with its revision history.
 *
 * @param desired spec.replicas
 * @param revisions oldest first, from its ControllerRevisions; none while they are not seen
 */
public record StatefulSet(
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
    List<String> images,
    long revision,
    List<Revision> revisions,
    Optional<String> serviceName,
    LabelSelector selector,
    PodTemplate template,
    List<VolumeClaim> volumeClaims)
    implements WorkloadResource {
  public StatefulSet {
    labels = Map.copyOf(labels);
    images = List.copyOf(images);
    revisions = List.copyOf(revisions);
    volumeClaims = List.copyOf(volumeClaims);
  }

  /** Never: a StatefulSet cannot be paused. */
  @Override
  public boolean paused() {
    return false;
  }

  /** Never: its controller waits without a deadline. */
  @Override
  public Optional<String> stalled() {
    return Optional.empty();
  }

  /** A volume that each pod has of its own. */
  public record VolumeClaim(
      String name, Optional<String> storageClass, Optional<Quantity> size, List<String> modes) {
    public VolumeClaim {
      modes = List.copyOf(modes);
    }
  }
}
