package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** A registry is geo-replicated in the Premium tier. */
public final class RegistryGeoReplication implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "registry-geo-replication",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .managed("container-registry")
        .filter(r -> r.sku().filter(s -> !s.startsWith("Premium")).isPresent())
        .filter(r -> Boolean.TRUE.equals(r.properties().get("geoReplication")))
        .map(r -> Occurrence.of(r, design.source(r, "sku"), r.sku().orElseThrow()));
  }
}
