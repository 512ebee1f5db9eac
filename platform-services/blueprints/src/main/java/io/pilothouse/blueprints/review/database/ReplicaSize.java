package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** A replica can take the primary's place only when it is of the primary's size. */
public final class ReplicaSize implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "replica-size",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/postgresql/read-replica/concepts-read-replicas-promote");

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
                .filter(r -> !r.sku().equals(server.sku()) || !r.tier().equals(server.tier()))
                .filter(r -> design.states(r.id(), "sku") && design.states(server.id(), "sku"))
                .map(r -> Occurrence.of(r, design.source(r, "sku"), r.sku(), server.sku())));
  }
}
