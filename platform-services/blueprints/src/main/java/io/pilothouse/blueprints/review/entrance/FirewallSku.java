package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Locale;
import java.util.stream.Stream;

/** The web application firewall needs a gateway of its SKU. */
public final class FirewallSku implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "firewall-sku",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/web-application-firewall/ag/ag-overview");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .gateway()
        .filter(g -> g.firewall().isPresent() && !g.sku().toUpperCase(Locale.ROOT).contains("WAF"))
        .filter(g -> design.states(g.id(), "sku"))
        .map(g -> Occurrence.of(g, design.source(g, "sku"), g.sku()))
        .stream();
  }
}
