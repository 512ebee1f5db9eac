package io.pilothouse.sharedmodel.stream;

/**
 * Health of a component, worst first: a roll-up shows the first that occurs. Unknown is worse than
 * normal: it is never shown as fine.
 */
public enum Health {
  CRITICAL,
  DEGRADED,
  CAUTION,
  UNKNOWN,
  STARTING,
  NORMAL;

  /** The worse of two. */
  public Health worse(Health other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
