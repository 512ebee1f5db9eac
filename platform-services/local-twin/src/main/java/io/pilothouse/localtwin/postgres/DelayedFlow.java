package io.pilothouse.localtwin.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Carries bytes in their order, each as late as a delay says that may change at any time.
 *
 * <p>A growing delay grows by half a second a second only: a connection through a link that gets
 * congested slows down, it does not fall silent, and so neither end takes the other for lost. A
 * shrinking one takes effect at once. At most {@value #UNDER_WAY_BYTES} bytes are under way; then
 * nothing more is read, as by a sender whose window is full.
 */
final class DelayedFlow {

  private static final int CHUNK_BYTES = 1 << 16;
  private static final int UNDER_WAY_BYTES = 1 << 26;
  private static final double GROWTH = 0.5;
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

  /** Bytes and when they came; no bytes are the end. */
  private record Chunk(ByteBuffer bytes, long cameAt) {}

  private final InputStream from;
  private final OutputStream to;
  private final Supplier<Duration> delay;
  private final LinkedBlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(UNDER_WAY_BYTES);

  /** The delay in force and when it was last looked at. Used by the writing thread only. */
  private long inForce;

  private long lookedAt;

  DelayedFlow(InputStream from, OutputStream to, Supplier<Duration> delay) {
    this.from = from;
    this.to = to;
    this.delay = delay;
    this.lookedAt = System.nanoTime();
  }

  /** Reads until the end in the calling thread. */
  void read() throws IOException {
    byte[] buffer = new byte[CHUNK_BYTES];
    try {
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        room.acquire(count);
        underWay.add(new Chunk(ByteBuffer.wrap(Arrays.copyOf(buffer, count)), System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.add(new Chunk(ByteBuffer.allocate(0), System.nanoTime()));
    }
  }

  /** Writes until the end in the calling thread. */
  void write() throws IOException {
    try {
      for (Chunk next = underWay.take(); next.bytes().hasRemaining(); next = underWay.take()) {
        awaitArrival(next);
        to.write(next.bytes().array());
        to.flush();
        room.release(next.bytes().limit());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitArrival(Chunk chunk) throws InterruptedException {
    for (long left = left(chunk); left > 0; left = left(chunk)) {
      LockSupport.parkNanos(Math.min(left, LOOK_AGAIN_NANOS));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private long left(Chunk chunk) {
    long now = System.nanoTime();
    long wanted = delay.get().toNanos();
    inForce = Math.min(wanted, inForce + (long) (GROWTH * (now - lookedAt)));
    lookedAt = now;
    return chunk.cameAt() + inForce - now;
  }
}
