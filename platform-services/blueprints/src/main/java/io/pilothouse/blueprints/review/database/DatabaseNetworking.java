package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** A Flexible Server is either integrated into the network or reached by a private endpoint. */
public final class DatabaseNetworking implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "database-networking",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private-link");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .filter(server -> Integrated.into(design, server))
        .filter(server ->
            (server.privateEndpoint() && design.states(server.id(), "privateEndpoint"))
                || design.privateEndpoints().stream().anyMatch(e -> e.target().equals(server.id())))
        .map(server -> Occurrence.of(server, design.source(server, "privateEndpoint")));
  }
}
