package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.util.stream.Stream;

/** A delegated subnet holds nothing but the servers that it is delegated to. */
public final class DelegatedSubnet implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "delegated-subnet",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private#virtual-network-concepts");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.privateEndpoints().stream()
        .filter(e -> design.subnet(e.subnet()).flatMap(Subnet::delegation).isPresent())
        .map(e -> {
          Subnet subnet = design.subnet(e.subnet()).orElseThrow();
          return Occurrence.of(
              e, design.source(e, "subnet"), subnet.name(), subnet.delegation().orElseThrow());
        });
  }
}
