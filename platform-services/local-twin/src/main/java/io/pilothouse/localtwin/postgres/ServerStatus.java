package io.pilothouse.localtwin.postgres;

/** What a flexible server as a whole is doing, as its users feel it. */
public enum ServerStatus {
  /** Being created, or started after a stop; not yet reachable. */
  STARTING,
  /** The primary accepts writes at the endpoint. */
  READY,
  /** The primary is dead or silent and nobody has taken over yet. */
  UNAVAILABLE,
  /** A standby is taking over. */
  FAILING_OVER,
  /** The primary is being restarted in place. */
  RESTARTING,
  /** Down on somebody's word, with its data, or closed for good. */
  STOPPED
}
