package io.pilothouse.sharedmodel.action;

import java.util.Optional;

/** What an operator wants done. */
public sealed interface Intent {
  /** The action's name in commands and audits: {@code rollback} or {@code failover}. */
  String action();

  /** What it is done to, as the operator names it. */
  String target();

  /**
   * Put a Deployment back on an earlier revision. @param revision absent for the one before the
   * current
   */
  record Rollback(String target, Optional<Long> revision) implements Intent {
    @Override
    public String action() {
      return "rollback";
    }
  }

  /** Fail a Flexible Server over to its standby. */
  record Failover(String target, FailoverMode mode) implements Intent {
    @Override
    public String action() {
      return "failover";
    }
  }

  /** How a failover goes. */
  enum FailoverMode {
    /** The primary is drained first; nothing is lost. */
    PLANNED,
    /** The primary is given up at once. */
    FORCED
  }
}
