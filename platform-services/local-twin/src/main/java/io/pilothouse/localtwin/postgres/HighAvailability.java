package io.pilothouse.localtwin.postgres;

/** The high availability that a flexible server is created with, in Azure's three modes. */
public sealed interface HighAvailability {

  /** One server, no standby. */
  record Disabled() implements HighAvailability {}

  /** A synchronous standby in the primary's own zone. */
  record SameZone() implements HighAvailability {}

  /**
   * A synchronous standby in another zone.
   *
   * @param standbyZone the zone of the standby at creation, such as {@code "2"}; after a failover
   *     the two zones have changed places
   */
  record ZoneRedundant(String standbyZone) implements HighAvailability {}
}
