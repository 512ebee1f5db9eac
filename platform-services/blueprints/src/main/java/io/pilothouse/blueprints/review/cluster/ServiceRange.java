package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.AddressRange;
import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cluster's services have a range apart from the network. */
public final class ServiceRange implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "service-range",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning");

  private static final String DEFAULT = "10.0.0.0/16";
  private static final Pattern SAID = Pattern.compile("(?i)service[ _-]?cidr|서비스 (CIDR|주소 범위)");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().network().stream()
        .filter(n -> AddressRange.parse(n.addressSpace()).overlaps(AddressRange.parse(DEFAULT)))
        .filter(
            n -> design.states("network", "addressSpace") && design.states(n.id(), "addressSpace"))
        .filter(n -> design.saying(SAID).findAny().isEmpty())
        .map(n -> Occurrence.of(n, design.source(n, "addressSpace"), n.addressSpace(), DEFAULT));
  }
}
