package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.util.List;
import java.util.Optional;

/** The performance tiers of a database server's disk. */
final class PerformanceTiers {
  /**
   * Operations per second of Premium SSD by its performance tiers, from <a
   * href="https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-storage">Azure's
   * table</a>.
   */
  private static final List<Tier> TIERS =
      List.of(
          new Tier("P4", 32, 120),
          new Tier("P6", 64, 240),
          new Tier("P10", 128, 500),
          new Tier("P15", 256, 1100),
          new Tier("P20", 512, 2300),
          new Tier("P30", 1024, 5000),
          new Tier("P40", 2048, 7500),
          new Tier("P50", 4096, 7500),
          new Tier("P60", 8192, 16000),
          new Tier("P70", 16384, 18000),
          new Tier("P80", 32767, 20000));

  /** A disk of up to this size takes no tier of a greater one. */
  private static final int LARGEST_OF_THE_SMALLER = 4096;

  private final Draft draft;

  private record Tier(String name, int gigabytes, int operations) {}

  PerformanceTiers(Draft draft) {
    this.draft = draft;
  }

  /** The tier that a document's operations per second want, where the disk's own has fewer. */
  Optional<String> of(DatabaseServer server, int wanted) {
    Tier own =
        TIERS.stream()
            .filter(t -> t.gigabytes() >= server.storageGigabytes())
            .findFirst()
            .orElse(TIERS.getLast());
    if (own.operations() >= wanted) {
      return Optional.empty();
    }
    List<Tier> open =
        TIERS.stream()
            .filter(t ->
                own.gigabytes() > LARGEST_OF_THE_SMALLER || t.gigabytes() <= LARGEST_OF_THE_SMALLER)
            .toList();
    Tier tier =
        open.stream()
            .filter(t -> t.operations() >= wanted)
            .findFirst()
            .orElseThrow(() ->
                new UndeployableException(
                    server.id(), "iops", "iops", wanted, open.getLast().operations()));
    draft.correct(
        server.id(),
        "iops",
        tier.name(),
        "iops",
        wanted,
        server.storageGigabytes(),
        own.operations(),
        tier.name(),
        tier.operations());
    return Optional.of(tier.name());
  }
}
