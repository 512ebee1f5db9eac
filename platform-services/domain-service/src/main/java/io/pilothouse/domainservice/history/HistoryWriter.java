package io.pilothouse.domainservice.history;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes history after the transaction that made it, while its caller goes on: for services whose
 * document gives them no queue of their own. What is waiting when the process is killed is lost.
 */
public final class HistoryWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);

  /** So that history leaves the connections to the requests. */
  private static final int AT_ONCE = 2;

  private final History history;
  private final TransactionOperations transactions;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final ExecutorService writing = Executors.newVirtualThreadPerTaskExecutor();

  public HistoryWriter(History history, TransactionOperations transactions) {
    this.history = history;
    this.transactions = transactions;
  }

  /** Writes it when the transaction that runs has been committed, and not otherwise. */
  public void writeAfterCommit(HistoryEntry entry) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            later(entry);
          }
        });
  }

  /** Waits for what is being written. */
  @Override
  public void close() {
    writing.close();
  }

  private void later(HistoryEntry entry) {
    writing.execute(() -> {
      room.acquireUninterruptibly();
      try {
        write(entry);
      } finally {
        room.release();
      }
    });
  }

  private void write(HistoryEntry entry) {
    try {
      transactions.executeWithoutResult(status -> history.write(entry));
    } catch (RuntimeException e) {
      LOG.error("history entry={} is lost", entry.event(), e);
    }
  }
}
