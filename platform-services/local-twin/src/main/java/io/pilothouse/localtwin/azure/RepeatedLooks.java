package io.pilothouse.localtwin.azure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks that are repeated on a thread of their own, one after the other. */
final class RepeatedLooks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RepeatedLooks.class);
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("azure-looks").factory());

  void start(Duration every, List<Runnable> looks) {
    for (Runnable look : looks) {
      var unused =
          scheduler.scheduleWithFixedDelay(
              () -> {
                try {
                  look.run();
                } catch (RuntimeException e) {
                  // A scheduled task that throws never runs again; the next look may go well.
                  log.warn("a look was in vain: {}", e.toString());
                }
              },
              every.toMillis(),
              every.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
