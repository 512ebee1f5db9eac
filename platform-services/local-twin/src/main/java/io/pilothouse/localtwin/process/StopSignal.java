package io.pilothouse.localtwin.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

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

  /**
   * Sends the signal to a process of this user; a process that is gone is no error. Windows has no
   * signals: there, every one of them ends the process at once.
   */
  public void send(long pid) {
    switch (this) {
      case KILL -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      case TERMINATE -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      case INTERRUPT, QUIT -> {
        if (Platform.isWindows()) {
          ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        } else {
          sendByKill(pid);
        }
      }
    }
  }

  /** The JDK sends SIGTERM and SIGKILL only. */
  private void sendByKill(long pid) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + shellName, Long.toString(pid))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (!kill.waitFor(5, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The program kill cannot be started; install it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
