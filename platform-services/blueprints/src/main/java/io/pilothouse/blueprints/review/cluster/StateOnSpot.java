package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Component;
import java.util.stream.Stream;

/** Data does not live on machines that Azure takes back. */
public final class StateOnSpot implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "state-on-spot",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/aks/spot-node-pool");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var pools = design.blueprint().cluster().nodePools();
    boolean spot =
        !pools.isEmpty()
            && pools.stream()
                .filter(p -> p.mode().equals("User") || pools.size() == 1)
                .allMatch(p -> p.spot().orElse(false));
    Stream<Component> servers =
        design.blueprint().databaseServers().stream()
            .filter(s -> s.deployment().isPresent())
            .map(s -> s);
    Stream<Component> caches =
        design.blueprint().caches().stream().filter(c -> c.deployment().isPresent()).map(c -> c);
    return Stream.concat(servers, caches).filter(c -> spot).map(c -> Occurrence.of(c, c.source()));
  }
}
