package io.pilothouse.localtwin.fault;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every fault that a twin knows, by name. Each part of the twin has a list of its own. */
public final class FaultCatalogue {
  private static final List<Fault> ALL =
      Stream.of(
              ClusterFaults.ALL,
              DatabaseFaults.ALL,
              CacheFaults.ALL,
              ServiceFaults.ALL,
              MessagingFaults.ALL,
              AzureFaults.ALL)
          .flatMap(List::stream)
          .toList();

  private FaultCatalogue() {}

  public static List<Fault> all() {
    return ALL;
  }

  /** The fault of a name. */
  public static Optional<Fault> named(String name) {
    return ALL.stream().filter(fault -> fault.name().equals(name)).findFirst();
  }
}
