package io.pilothouse.serviceruntime.spring.data;

import io.pilothouse.serviceruntime.data.SqlFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that survive a failover: tried again, three times in all, as long as nothing of them
 * can have taken effect. A commit whose outcome is not known is told, never tried again. The work
 * has to have no other effect than on the database. Inside a transaction that runs already it is
 * tried once, since only the outer one could be begun anew.
 */
public final class RepeatedTransactions implements TransactionOperations {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedTransactions.class);
  private static final int TRIES = 3;

  private final TransactionTemplate once;

  /** Transactions for writing, or for reading alone. */
  public RepeatedTransactions(PlatformTransactionManager transactions, boolean readOnly) {
    this.once = new TransactionTemplate(transactions);
    once.setReadOnly(readOnly);
  }

  @Override
  public <T extends @Nullable Object> T execute(TransactionCallback<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once.execute(work);
      } catch (RuntimeException e) {
        if (attempt == TRIES
            || TransactionSynchronizationManager.isActualTransactionActive()
            || !SqlFailure.repeatable(e)) {
          throw e;
        }
        LOG.info("transaction is tried again attempt={} cause=\"{}\"", attempt, e.getMessage());
      }
    }
  }
}
