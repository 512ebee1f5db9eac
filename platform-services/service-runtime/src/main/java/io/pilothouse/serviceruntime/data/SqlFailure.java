package io.pilothouse.serviceruntime.data;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What a failure says of the work it ended, by PostgreSQL's error codes (Appendix A). */
public final class SqlFailure {

  /** {@code read_only_sql_transaction}: this server is no primary, or no longer. */
  static final String READ_ONLY_TRANSACTION = "25006";

  /** {@code connection_does_not_exist}: closed before anything was sent. */
  private static final String CLOSED_BEFORE = "08003";

  /** Shut down by the administrator, crashed, not up yet, idle too long. */
  private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "57P05");

  /** Serialization failure and deadlock. */
  private static final Set<String> UNDONE = Set.of("40001", "40P01", READ_ONLY_TRANSACTION);

  private static final int DEEPEST = 16;

  private SqlFailure() {}

  /** Whether the connection is gone, or none was to be had. */
  public static boolean connectionLost(SQLException failure) {
    var state = String.valueOf(failure.getSQLState());
    return state.startsWith("08")
        || ENDED.contains(state)
        || failure instanceof SQLTransientConnectionException
        || failure.getCause() instanceof IOException;
  }

  /** Whether a commit that failed so may have taken effect. */
  public static boolean commitOutcomeUnknown(SQLException failure) {
    return connectionLost(failure) && !CLOSED_BEFORE.equals(failure.getSQLState());
  }

  /**
   * Whether nothing of the transaction that failed so took effect and another try may succeed: the
   * connection was lost before the commit, or the server undid it. False for an unknown commit.
   */
  public static boolean repeatable(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
      if (at instanceof CommitOutcomeUnknownException) {
        return false;
      }
      if (at instanceof SQLException sql
          && (connectionLost(sql) || UNDONE.contains(String.valueOf(sql.getSQLState())))) {
        return true;
      }
    }
    return false;
  }
}
