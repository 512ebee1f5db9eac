package io.pilothouse.operations.port;

import io.pilothouse.sharedmodel.action.Intent.FailoverMode;
import io.pilothouse.sharedmodel.estate.FlexibleServer;

/**
 * Reads and changes database servers through the platform's control plane. Calls block on the
 * network; call from a virtual thread.
 */
public interface DatabaseControl {
  /** The server by its name, read now and not from a cache. */
  FlexibleServer read(String server) throws ControlException;

  /**
   * Asks the platform to fail over to the standby.
   *
   * @return the operation, to be polled
   */
  Operation beginFailover(String server, FailoverMode mode, String runId) throws ControlException;

  /** A long-running operation of the platform. */
  interface Operation {
    /** Its state, asked now. */
    Status poll() throws ControlException;
  }

  /** State of an operation. */
  sealed interface Status {
    /** Not ended. */
    record InProgress() implements Status {}

    /** Ended well. */
    record Succeeded() implements Status {}

    /** Ended badly. @param reason the platform's own words */
    record Failed(String reason) implements Status {}
  }
}
