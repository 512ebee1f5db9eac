package io.pilothouse.localtwin.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a failover did and how long each phase took.
 *
 * @param server the flexible server
 * @param mode planned or forced
 * @param automatic whether supervision started it, not a caller
 * @param startedAt when it began
 * @param withoutPrimary from the moment the endpoint was cut to the moment it led to the new
 *     primary; for an automatic failover the time before detection comes on top
 * @param commitGuarantee what acknowledged commits were worth when it began: with {@link
 *     CommitGuarantee#STANDBY_CONFIRMED} none can be lost
 * @param oldPrimary the node that was primary
 * @param newPrimary the node that is primary now
 * @param phases the phases in order
 */
public record FailoverReport(
    String server,
    FailoverMode mode,
    boolean automatic,
    Instant startedAt,
    Duration withoutPrimary,
    CommitGuarantee commitGuarantee,
    String oldPrimary,
    String newPrimary,
    List<Phase> phases) {

  /** Takes a copy of the list. */
  public FailoverReport {
    phases = List.copyOf(phases);
  }

  /**
   * One phase.
   *
   * @param name what was done, such as {@code promote standby}
   * @param took how long
   */
  public record Phase(String name, Duration took) {}
}
