package io.pilothouse.localtwin.broker;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.qpid.proton.message.Message;

/** A message in a queue. Touched by the broker's thread only. */
final class StoredMessage {
  private final long sequence;
  private final Message content;
  private final int bytes;
  private final String session;
  private final Instant enqueuedAt;
  private final Optional<Instant> expiresAt;
  private int failedDeliveries;
  private Optional<Lock> lock = Optional.empty();

  StoredMessage(
      long sequence,
      Message content,
      int bytes,
      String session,
      Instant enqueuedAt,
      Optional<Instant> expiresAt) {
    this.sequence = sequence;
    this.content = content;
    this.bytes = bytes;
    this.session = session;
    this.enqueuedAt = enqueuedAt;
    this.expiresAt = expiresAt;
  }

  /**
   * A receiver's claim.
   *
   * @param until when it ends
   */
  record Lock(UUID token, Instant until) {}

  long sequence() {
    return sequence;
  }

  Message content() {
    return content;
  }

  int bytes() {
    return bytes;
  }

  /** The session's id; empty text in a queue without sessions. */
  String session() {
    return session;
  }

  Instant enqueuedAt() {
    return enqueuedAt;
  }

  int failedDeliveries() {
    return failedDeliveries;
  }

  Optional<Lock> lock() {
    return lock;
  }

  void lock(Lock by) {
    lock = Optional.of(by);
  }

  void unlock(boolean failed) {
    lock = Optional.empty();
    if (failed) {
      failedDeliveries++;
    }
  }

  boolean expired(Instant now) {
    return expiresAt.filter(at -> !at.isAfter(now)).isPresent();
  }

  boolean lockEnded(Instant now) {
    return lock.filter(l -> !l.until().isAfter(now)).isPresent();
  }
}
