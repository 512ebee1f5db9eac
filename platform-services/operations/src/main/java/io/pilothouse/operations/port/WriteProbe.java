package io.pilothouse.operations.port;

import java.time.Instant;
import java.util.Optional;

/**
 * Writes numbered rows through an application's endpoint of a database server, as an application
 * does, and counts what came of them.
 */
public interface WriteProbe {
  /**
   * Starts writing and returns after the first write was acknowledged.
   *
   * @param runId the rows carry it, and are removed when the probe ends
   * @throws ControlException if the endpoint is not known or takes no write
   */
  Running start(String server, String runId) throws ControlException;

  /** A probe that writes. */
  interface Running extends AutoCloseable {
    /** What was measured so far. */
    Measured measured();

    /**
     * Waits until a write is acknowledged that began after the moment; false if none was within the
     * time.
     */
    boolean awaitWriteAfter(Instant moment, java.time.Duration atMost) throws InterruptedException;

    /** Stops writing, counts the rows that are there, and cleans up. */
    Measured finish() throws ControlException;

    /** Stops without counting. */
    @Override
    void close();
  }

  /**
   * What a probe measured.
   *
   * @param acknowledged rows whose commit was acknowledged
   * @param longestGapMillis longest time between two acknowledged writes
   * @param lostRows acknowledged rows that are not there at the end; absent until counted
   * @param serverAddress address and port of the server that answered last, as it says itself
   */
  record Measured(
      long acknowledged,
      long failed,
      long longestGapMillis,
      Optional<Long> lostRows,
      Optional<String> serverAddress) {}
}
