package io.pilothouse.blueprints.review.network;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Service endpoints exist for certain services. */
public final class ServiceEndpoint implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "service-endpoint",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview");

  private static final Pattern NONE =
      Pattern.compile("(?i)(microsoft\\.)?(cache|redis|dbforpostgresql)(/.*)?");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.subnets().stream()
        .flatMap(s ->
            s.serviceEndpoints().stream()
                .filter(e -> NONE.matcher(e).find())
                .map(e -> Occurrence.of(s, design.source(s, "serviceEndpoints"), e)));
  }
}
