package io.pilothouse.localtwin.fault;

import java.util.List;

/** What can go wrong with Azure's control plane and regions. */
final class AzureFaults {
  static final List<Fault> ALL = List.of();

  private AzureFaults() {}
}
