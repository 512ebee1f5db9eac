package io.pilothouse.deployer.chart;

import java.time.Instant;

/**
 * One revision of a release, as Helm keeps it.
 *
 * @param status in Helm's words, such as {@code deployed}, {@code superseded} or {@code failed}
 * @param description Helm's sentence on it
 */
public record ReleaseRevision(
    int number, String status, String chart, Instant updated, String description) {

  /** Whether it is what runs. */
  public boolean deployed() {
    return status.equals("deployed");
  }
}
