package io.pilothouse.blueprints.review.network;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Who may not ask for names reaches nothing. */
public final class PolicyWithoutDns implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "policy-without-dns",
          Severity.ERROR,
          "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return Egress.restricted(design)
        .filter(p -> !Egress.allows(p, 53))
        .map(p -> Occurrence.in("network", p.name(), p.source()));
  }
}
