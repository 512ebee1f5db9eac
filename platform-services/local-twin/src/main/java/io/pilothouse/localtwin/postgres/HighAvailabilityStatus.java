package io.pilothouse.localtwin.postgres;

/**
 * The state of high availability, in the values that Azure's resource manager reports as {@code
 * properties.highAvailability.state}.
 */
public enum HighAvailabilityStatus {
  /** The server has no standby by design. */
  NOT_ENABLED("NotEnabled"),
  /** A standby is being seeded or started. */
  CREATING_STANDBY("CreatingStandby"),
  /** The standby streams but does not confirm commits yet. */
  REPLICATING_DATA("ReplicatingData"),
  /** The standby is taking over. */
  FAILING_OVER("FailingOver"),
  /** The standby confirms every commit. */
  HEALTHY("Healthy"),
  /** The standby is dead or silent; the primary goes on without it. */
  REMOVING_STANDBY("RemovingStandby");

  private final String azureName;

  HighAvailabilityStatus(String azureName) {
    this.azureName = azureName;
  }

  /** The value in Azure's own spelling. */
  public String azureName() {
    return azureName;
  }
}
