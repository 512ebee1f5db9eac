package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** A replica's storage is never smaller than its primary's. */
public final class ReplicaStorage implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "replica-storage",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/postgresql/read-replica/concepts-read-replicas#configuration-management");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .flatMap(server ->
            server.replicas().stream()
                .filter(r ->
                    r.storageGigabytes().filter(s -> s < server.storageGigabytes()).isPresent())
                .filter(r -> design.states(server.id(), "storageGigabytes"))
                .map(r ->
                    Occurrence.of(
                        r,
                        design.source(r, "storageGigabytes"),
                        r.storageGigabytes().orElseThrow(),
                        server.storageGigabytes())));
  }
}
