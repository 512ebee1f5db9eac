package io.pilothouse.localtwin.postgres;

/** The part that one PostgreSQL process plays in a flexible server. */
public enum MemberRole {
  PRIMARY,
  STANDBY,
  REPLICA
}
