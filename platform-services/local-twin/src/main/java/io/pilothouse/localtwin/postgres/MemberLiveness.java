package io.pilothouse.localtwin.postgres;

/** Whether one PostgreSQL process can be reached. */
public enum MemberLiveness {
  /** Seeded or started, not yet accepting connections. */
  STARTING,
  /** Accepting connections. */
  RUNNING,
  /** The process exists but has stopped answering. */
  SILENT,
  /** There is no process. */
  DOWN
}
