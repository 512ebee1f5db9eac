package io.pilothouse.serviceruntime.data;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A client's session in the work that is done for it now: what it wrote last, so that it reads its
 * own writes. Without one, reads may be as old as the lag objective allows. Safe for concurrent
 * use.
 */
public final class WriteSession {

  private static final ScopedValue<WriteSession> CURRENT = ScopedValue.newInstance();

  private final AtomicReference<Optional<WritePosition>> last;
  private final Consumer<WritePosition> moved;

  /**
   * A session.
   *
   * @param last what the client brought
   * @param moved told of each write, on the thread that wrote
   */
  public WriteSession(Optional<WritePosition> last, Consumer<WritePosition> moved) {
    this.last = new AtomicReference<>(last);
    this.moved = moved;
  }

  /** Does work as part of this session. */
  public <T, X extends Throwable> T run(ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).<T, X>call(work);
  }

  /** The session whose work this thread does. */
  static Optional<WriteSession> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** The position that a replica must have replayed to answer this session; 0 is any. */
  long needs() {
    return last.get().map(WritePosition::log).orElse(0L);
  }

  void wrote(long log, Instant now) {
    var position = new WritePosition(log, now);
    last.set(Optional.of(position));
    moved.accept(position);
  }
}
