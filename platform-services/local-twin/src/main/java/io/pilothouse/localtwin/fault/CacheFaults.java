package io.pilothouse.localtwin.fault;

import java.util.List;

/** What can go wrong with Redis caches. */
final class CacheFaults {
  static final List<Fault> ALL = List.of();

  private CacheFaults() {}
}
