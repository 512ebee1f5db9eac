package io.pilothouse.localtwin.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same again and again in a thread of its own until it is closed; what fails is tried
 * again next time. When {@link #close} returns, the last round is over.
 */
final class Persistence implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
  private static final Duration LAST_ROUND = Duration.ofSeconds(10);

  /** One round; a long one asks now and then whether it is to end. */
  @FunctionalInterface
  interface Round {
    void run(BooleanSupplier closing) throws Exception;
  }

  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  Persistence(String name, Duration pause, Round round) {
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
              repeat(name, round);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            over.countDown();
          }
        });
  }

  private void repeat(String name, Round round) throws InterruptedException {
    try {
      round.run(this::closing);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.debug("fault={} next time: {}", name, e.toString());
    }
  }

  private boolean closing() {
    return closing.getCount() == 0;
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      if (!over.await(LAST_ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a fault's last round takes longer than {} s", LAST_ROUND.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A mending that runs once, however often it is asked for. */
  static Mending once(Mending mending) {
    var mended = new AtomicBoolean();
    return () -> {
      if (mended.compareAndSet(false, true)) {
        mending.mend();
      }
    };
  }
}
