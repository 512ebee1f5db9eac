package io.pilothouse.serviceruntime.data;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Gives up connections to a server that was the primary: after a switchover it refuses writes, and
 * the pool would keep them otherwise.
 */
final class EvictReadOnly implements SQLExceptionOverride {

  /** PostgreSQL's {@code read_only_sql_transaction}. */
  static final String READ_ONLY_TRANSACTION = "25006";

  @java.lang.Override // the interface has a nested type of that name
  public Override adjudicate(SQLException exception) {
    return READ_ONLY_TRANSACTION.equals(exception.getSQLState())
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
