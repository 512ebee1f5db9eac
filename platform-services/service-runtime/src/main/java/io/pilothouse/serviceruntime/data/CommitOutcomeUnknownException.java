package io.pilothouse.serviceruntime.data;

import java.sql.SQLException;

/**
 * The server was told to commit and did not confirm it: the change is there or it is not. Never
 * tried again by the runtime: who knows what the change was has to look.
 */
public final class CommitOutcomeUnknownException extends SQLException {

  private static final long serialVersionUID = 1L;

  CommitOutcomeUnknownException(String message, SQLException cause) {
    super(message, cause.getSQLState(), cause);
  }
}
