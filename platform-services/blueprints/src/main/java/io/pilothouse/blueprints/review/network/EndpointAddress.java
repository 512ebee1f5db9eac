package io.pilothouse.blueprints.review.network;

import io.pilothouse.blueprints.AddressRange;
import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** A private endpoint's address is of a subnet. */
public final class EndpointAddress implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "endpoint-address",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/private-link/private-endpoint-overview");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.subnets().isEmpty()
        ? Stream.of()
        : design.privateEndpoints().stream()
            .filter(e -> e.address().isPresent())
            .filter(e ->
                design.subnets().stream()
                    .noneMatch(s ->
                        AddressRange.parse(s.addressPrefix())
                            .contains(AddressRange.address(e.address().orElseThrow()))))
            .map(e -> Occurrence.of(e, design.source(e, "address"), e.address().orElseThrow()));
  }
}
