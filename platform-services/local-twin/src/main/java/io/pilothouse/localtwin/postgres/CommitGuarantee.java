package io.pilothouse.localtwin.postgres;

/** What an acknowledged commit survives. */
public enum CommitGuarantee {
  /** The standby has flushed it: the loss of the primary loses nothing. */
  STANDBY_CONFIRMED,
  /** The primary alone has flushed it: the loss of the primary may lose the newest commits. */
  PRIMARY_ONLY
}
