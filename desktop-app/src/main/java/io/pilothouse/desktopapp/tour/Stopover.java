package io.pilothouse.desktopapp.tour;

import io.pilothouse.desktopapp.live.FxThread;
import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what a picture needs, no longer than patience lasts. */
final class Stopover implements AutoCloseable {
  private static final long LOOK_MILLIS = 40;

  private final Duration patience;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tour").factory());

  Stopover(Duration patience) {
    this.patience = patience;
  }

  /** Waits until a session knows enough; what it still does not know then, as sentences. */
  List<String> complete(Session session) {
    var enough = new CompletableFuture<Boolean>();
    try (Session.Subscription subscription =
        session.subscribe(frame -> {
          if (frame instanceof Frame.Full full && Completeness.missing(full.state()).isEmpty()) {
            enough.complete(true);
          }
        })) {
      enough.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException tooLate) {
      return Completeness.missing(session.current());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
    return Completeness.missing(session.current());
  }

  /** Waits until something is so on the toolkit's thread; whether it came to be so in time. */
  boolean until(BooleanSupplier condition) {
    var met = new CompletableFuture<Boolean>();
    ScheduledFuture<?> looking =
        watch.scheduleWithFixedDelay(
            () -> {
              if (on(condition::getAsBoolean)) {
                met.complete(true);
              }
            },
            0,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
    try {
      return met.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException tooLate) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      looking.cancel(false);
    }
  }

  /** Does something on the toolkit's thread and waits for it. */
  static <T> T on(Supplier<T> task) {
    var done = new CompletableFuture<T>();
    new FxThread()
        .execute(() -> {
          try {
            done.complete(task.get());
          } catch (RuntimeException | Error failure) {
            done.completeExceptionally(failure);
          }
        });
    return done.join();
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
