package io.pilothouse.localtwin.process;

import java.nio.file.Path;

/**
 * The promise that nothing of a run is left behind, whatever ends the JVM: registered processes are
 * stopped and the run directory is deleted.
 *
 * <p>Safe for use by any thread.
 */
public final class ProcessGuardian implements AutoCloseable {

  private ProcessGuardian() {}

  /**
   * Makes a run directory {@code NAME-…} below {@code runs}, after sweeping up dead owners' ones.
   */
  public static ProcessGuardian open(Path runs, String name) {
    throw new UnsupportedOperationException();
  }

  /** The run's own directory; everything below it is deleted at the end. */
  public Path runDirectory() {
    throw new UnsupportedOperationException();
  }

  /** Takes a process into care. */
  public void register(long pid, StopSignal signal) {
    throw new UnsupportedOperationException();
  }

  /** Lets a process go, because it has ended; its pid may be another's soon. */
  public void unregister(long pid) {
    throw new UnsupportedOperationException();
  }

  /** Stops what is registered and deletes the run directory. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
