package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Firewall rules of a Flexible Server belong to public access. */
public final class DatabaseFirewall implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "database-firewall",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/postgresql/network/concepts-networking-public");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .filter(server -> server.firewall().isPresent() && Integrated.into(design, server))
        .map(server ->
            Occurrence.of(
                server, design.source(server, "firewall"), server.firewall().orElseThrow()));
  }
}
