package io.pilothouse.serviceruntime.cache;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether the shared tier is used, and why not.
 *
 * @param state what happens to a call now
 * @param since when that state began
 * @param lastFailure what the last failed call said; stays after recovery, so that a person can see
 *     what it was
 */
public record SharedTierHealth(State state, Instant since, Optional<String> lastFailure) {

  /** What happens to a call on the shared tier. */
  public enum State {
    /** Calls go to the shared tier. */
    USED,
    /** Too many calls failed: calls skip the shared tier and load from the source. */
    SKIPPED,
    /** A few calls try whether the shared tier is back. */
    PROBING
  }
}
