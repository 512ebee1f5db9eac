package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Behind Front Door every client comes from where Front Door is. */
public final class CountriesBehindProxy implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "countries-behind-proxy",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/web-application-firewall/ag/geomatch-custom-rules");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .gateway()
        .filter(g -> design.frontDoor().isPresent())
        .flatMap(g ->
            g.firewall()
                .filter(f -> !f.blockedCountries().isEmpty())
                .map(f -> Occurrence.of(g, f.source().or(g::source), f.blockedCountries())))
        .stream();
  }
}
