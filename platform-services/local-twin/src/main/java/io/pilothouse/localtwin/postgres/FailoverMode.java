package io.pilothouse.localtwin.postgres;

/** The two ways in which Azure moves a server to its standby. */
public enum FailoverMode {
  /** The primary is shut down cleanly first; nothing is lost. */
  PLANNED,
  /** The primary is cut off as it is, as if it had died. */
  FORCED
}
