package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Component;
import java.util.Optional;
import java.util.stream.Stream;

/** Application Gateway has its subnet to itself. */
public final class GatewaySubnetShared implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "gateway-subnet-shared",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#virtual-network-and-dedicated-subnet");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var blueprint = design.blueprint();
    return design
        .gateway()
        .flatMap(g -> g.subnet())
        .map(subnet -> {
          Optional<String> here = Optional.of(subnet);
          Stream<Component> others =
              Stream.of(
                      Stream.of(blueprint.cluster()).filter(c -> c.subnet().equals(here)),
                      blueprint.databaseServers().stream().filter(s -> s.subnet().equals(here)),
                      blueprint.caches().stream().filter(c -> c.subnet().equals(here)),
                      design.privateEndpoints().stream().filter(e -> e.subnet().equals(here)))
                  .flatMap(s -> s);
          return others.map(o ->
              Occurrence.of(
                  o,
                  design.source(o, "subnet"),
                  design.component(subnet).map(Component::name).orElse(subnet)));
        })
        .orElse(Stream.of());
  }
}
