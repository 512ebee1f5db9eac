package io.pilothouse.operations;

import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session.Unavailable;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session does on the network: each call on a virtual thread of its own. */
final class Calls implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Calls.class);
  private static final long PATIENCE_SECONDS = 2;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Runs work that answers to nobody. */
  void start(Runnable work) {
    threads.execute(work);
  }

  /** Runs work whose result or exception the future carries. */
  <T> CompletableFuture<T> ask(Callable<T> work) {
    var result = new CompletableFuture<T>();
    try {
      threads.execute(() -> complete(result, work));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new Unavailable(Sentence.of("operations.session.closed")));
    }
    return result;
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    try {
      result.complete(work.call());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.completeExceptionally(new Unavailable(Sentence.of("operations.session.was-closed")));
    } catch (Exception e) {
      result.completeExceptionally(e);
    }
  }

  /**
   * Interrupts what is under way and waits a moment for it: a run that is interrupted lets its
   * journal go, so that another session can take it over.
   */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("calls to a platform are still under way while the session closes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
