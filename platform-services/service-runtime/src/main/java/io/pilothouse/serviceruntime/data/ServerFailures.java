package io.pilothouse.serviceruntime.data;

import java.sql.SQLException;

/** Told of each failed use of a server, also when another server answered in its place. */
@FunctionalInterface
public interface ServerFailures {

  /** Tells nobody. */
  ServerFailures UNTOLD = (server, failure) -> {};

  /**
   * A use failed.
   *
   * @param server the {@link DatabaseEndpoint#name}
   */
  void failed(String server, SQLException failure);
}
