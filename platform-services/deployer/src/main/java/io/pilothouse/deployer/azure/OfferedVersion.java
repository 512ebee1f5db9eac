package io.pilothouse.deployer.azure;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A version of Kubernetes that Azure offers in a region.
 *
 * @param minor such as {@code 1.34}
 * @param patches its releases, such as {@code 1.34.1}; empty where Azure names none
 * @param supportPlans under which it is offered; empty where Azure does not say
 */
public record OfferedVersion(String minor, Set<String> patches, List<String> supportPlans) {
  private static final String STANDARD = "KubernetesOfficial";

  public OfferedVersion {
    patches = Set.copyOf(patches);
    supportPlans = List.copyOf(supportPlans);
  }

  /** Whether a cluster may have it without long-term support, which is bought apart. */
  public boolean standard() {
    return supportPlans.isEmpty() || supportPlans.contains(STANDARD);
  }

  /** Whether one of them is what somebody asks for: a minor version, or a release of it. */
  public static boolean has(Collection<OfferedVersion> offered, String asked) {
    return offered.stream().anyMatch(v -> v.minor().equals(asked) || v.patches().contains(asked));
  }
}
