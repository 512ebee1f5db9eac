package io.pilothouse.localtwin.process;

/** The signal that makes a process stop in the way its program wants to be stopped. */
public enum StopSignal {
  /** SIGTERM: Redis, most programs. */
  TERMINATE("TERM"),
  /** SIGINT: PostgreSQL's fast shutdown. */
  INTERRUPT("INT"),
  /** SIGQUIT: PostgreSQL's immediate shutdown. */
  QUIT("QUIT"),
  /** SIGKILL: no program sees it. */
  KILL("KILL");

  private final String shellName;

  StopSignal(String shellName) {
    this.shellName = shellName;
  }

  /** The name that a POSIX {@code kill} takes. */
  public String shellName() {
    return shellName;
  }
}
