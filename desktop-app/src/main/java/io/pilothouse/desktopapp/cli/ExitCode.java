package io.pilothouse.desktopapp.cli;

/** What a command's end means to a script. */
final class ExitCode {
  /** All is well. */
  static final int FINE = 0;

  /**
   * The command worked and found something: an unhealthy component, a guard that blocks, an action
   * that failed.
   */
  static final int FOUND = 1;

  /** The command was not understood. */
  static final int USAGE = 2;

  /** What it needs could not be reached or started. */
  static final int NOT_REACHABLE = 3;

  private ExitCode() {}
}
