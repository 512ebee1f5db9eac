package io.pilothouse.blueprints.review.document;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Parts that a request passes multiply. */
public final class AvailabilityChain implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "availability-chain",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/well-architected/reliability/metrics");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    Optional<Double> promised = design.blueprint().objectives().availability();
    double way =
        (design.frontDoor().isPresent() ? 0.9999 : 1) * (design.gateway().isPresent() ? 0.9995 : 1);
    return promised.stream()
        .flatMap(p -> {
          Optional<DatabaseServer> weakest =
              design
                  .flexibleServers()
                  .filter(s -> design.states(s.id(), "highAvailability"))
                  .min(Comparator.comparingDouble(AvailabilityChain::agreed));
          return weakest.stream()
              .filter(s -> way * agreed(s) < p)
              .map(s ->
                  Occurrence.of(
                      s,
                      design.source(s, "highAvailability"),
                      Design.percent(p),
                      Design.percent(agreed(s)),
                      Design.percent(way * agreed(s)),
                      design
                          .flexibleServers()
                          .filter(o -> agreed(o) == agreed(s))
                          .map(DatabaseServer::name)
                          .toList()));
        });
  }

  /** The platform's agreement for a Flexible Server. */
  private static double agreed(DatabaseServer server) {
    return switch (server.highAvailability()) {
      case "ZoneRedundant" -> 0.9999;
      case "SameZone" -> 0.9995;
      default -> 0.999;
    };
  }
}
