package io.pilothouse.desktopapp.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/** The one place that hops to the toolkit's thread. Safe from any thread. */
public final class FxThread implements Executor {
  private static final long FRAME_NANOS = TimeUnit.SECONDS.toNanos(1) / 60;

  @Override
  public void execute(Runnable task) {
    if (Platform.isFxApplicationThread()) {
      task.run();
    } else {
      Platform.runLater(task);
    }
  }

  /** Hops at most sixty times a second: a task that comes sooner waits for its turn. */
  public Executor frames() {
    var next = new AtomicLong(System.nanoTime());
    return task -> {
      long now = System.nanoTime();
      long turn = next.updateAndGet(last -> Math.max(now, last + FRAME_NANOS));
      if (turn <= now) {
        execute(task);
      } else {
        CompletableFuture.delayedExecutor(turn - now, TimeUnit.NANOSECONDS, this).execute(task);
      }
    };
  }
}
