package io.pilothouse.serviceruntime.data;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Work on one connection, which commits each statement unless the work says otherwise.
 *
 * @param <T> the answer
 */
@FunctionalInterface
public interface SqlWork<T> {
  T on(Connection connection) throws SQLException;
}
