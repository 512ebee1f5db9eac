package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kubernetes StatefulSet. @param desired spec.replicas */
public record StatefulSet(
    ResourceId id,
    String namespace,
    String name,
    Map<String, String> labels,
    int desired,
    int ready,
    Optional<String> serviceName,
    LabelSelector selector,
    PodTemplate template,
    List<VolumeClaim> volumeClaims)
    implements Resource {
  public StatefulSet {
    labels = Map.copyOf(labels);
    volumeClaims = List.copyOf(volumeClaims);
  }

  /** A volume that each pod has of its own. */
  public record VolumeClaim(
      String name, Optional<String> storageClass, Optional<Quantity> size, List<String> modes) {
    public VolumeClaim {
      modes = List.copyOf(modes);
    }
  }
}
