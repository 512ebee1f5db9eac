package io.pilothouse.sharedmodel.blueprint;

import java.util.List;
import java.util.Optional;

/**
 * How changes to production are made. @param maintenanceWindows as the document writes them, such
 * as {@code Sun 02:00-04:00 Asia/Seoul}
 */
public record ChangePolicy(
    List<String> maintenanceWindows,
    Optional<String> emergency,
    boolean approvalRequired,
    boolean testingRequired,
    boolean rollbackPlanRequired,
    Optional<String> deploymentStrategy,
    boolean automaticRollback,
    Optional<Source> source) {
  public ChangePolicy {
    maintenanceWindows = Lists.orEmpty(maintenanceWindows);
  }
}
