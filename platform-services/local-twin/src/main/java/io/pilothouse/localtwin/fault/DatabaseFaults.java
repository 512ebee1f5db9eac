package io.pilothouse.localtwin.fault;

import java.util.List;

/** What can go wrong with PostgreSQL servers. */
final class DatabaseFaults {
  static final List<Fault> ALL = List.of();

  private DatabaseFaults() {}
}
