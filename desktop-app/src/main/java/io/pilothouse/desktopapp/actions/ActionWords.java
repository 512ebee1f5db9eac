package io.pilothouse.desktopapp.actions;

import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.stream.Health;

/** What actions are called. */
public final class ActionWords {
  private ActionWords() {}

  /** What is to be done, without its target. */
  public static String title(Intent intent, Look look) {
    return switch (intent) {
      case Intent.Rollback rollback ->
          rollback
              .revision()
              .map(r -> look.text("action.rollback.to", Long.toString(r)))
              .orElseGet(() -> look.text("action.rollback"));
      case Intent.Failover failover -> look.text("action.failover." + failover.mode());
    };
  }

  /** The mark of an outcome. */
  static Health health(ActionRun.Outcome outcome) {
    return switch (outcome) {
      case RUNNING -> Health.STARTING;
      case SUCCEEDED -> Health.NORMAL;
      case FAILED -> Health.CRITICAL;
      case REFUSED -> Health.CAUTION;
      case UNKNOWN -> Health.UNKNOWN;
    };
  }
}
