package io.pilothouse.serviceruntime.spring.data;

import io.pilothouse.serviceruntime.data.CommitOutcomeUnknownException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;

/**
 * Transactions that tell a commit whose outcome is not known from one that failed. Such a one ends
 * as a {@link TransactionSystemException} with a {@link CommitOutcomeUnknownException} as its
 * cause, and with the status unknown for whoever waits for the transaction's end.
 */
final class RoutedTransactionManager extends JdbcTransactionManager {

  private static final long serialVersionUID = 1L;

  RoutedTransactionManager(DataSource source) {
    super(source);
  }

  @Override
  protected RuntimeException translateException(String task, SQLException failure) {
    // Spring rolls back after any exception that is not its own, and would tell of that instead.
    return failure instanceof CommitOutcomeUnknownException
        ? new TransactionSystemException(task + ": outcome unknown", failure)
        : super.translateException(task, failure);
  }
}
