package io.pilothouse.sharedmodel.estate;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How well a source is heard.
 *
 * @param period within which it says something when all is well; heard longer ago than two of them
 *     is lost
 * @param lastHeard absent until it spoke first
 * @param reason why, in sentences, when it is not {@link Status#HEARD}; what it cannot see, when it
 *     is; absent when it sees everything
 * @param coverage the kinds that it has listed in full
 */
public record SourceState(
    SourceId source,
    Duration period,
    Status status,
    long sequence,
    Optional<Instant> lastHeard,
    Optional<Sentence> reason,
    Coverage coverage) {
  /** A source that has not said yet what it sees in full. */
  public SourceState(
      SourceId source,
      Duration period,
      Status status,
      long sequence,
      Optional<Instant> lastHeard,
      Optional<Sentence> reason) {
    this(source, period, status, sequence, lastHeard, reason, Coverage.NONE);
  }

  /** Status of a source. */
  public enum Status {
    /** Started, nothing heard yet. */
    STARTING,
    /** Heard within two of its periods. */
    HEARD,
    /** Not heard, or it said that it is cut: all it told is unknown now. */
    LOST,
    /** Not set up at all: nothing is expected of it. */
    NOT_CONNECTED
  }

  /** Whether what it told may be shown as current. */
  public boolean current() {
    return status == Status.HEARD;
  }
}
