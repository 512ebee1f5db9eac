package io.pilothouse.deployer.azure;

import java.util.Optional;

/**
 * Where a deployment stands in Azure.
 *
 * @param correlation by which Azure's activity log names all that it did
 * @param error present when it failed or was cancelled
 */
public record DeploymentState(
    String name, Phase phase, String correlation, Optional<AzureError> error) {
  /** Azure's many words in four. */
  public enum Phase {
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELED;

    static Phase of(String provisioningState) {
      return switch (provisioningState) {
        case "Succeeded" -> SUCCEEDED;
        case "Failed" -> FAILED;
        case "Canceled" -> CANCELED;
        default -> RUNNING;
      };
    }
  }
}
