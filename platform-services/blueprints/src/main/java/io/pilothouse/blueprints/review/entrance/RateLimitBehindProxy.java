package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Behind Front Door every client has Front Door's address. */
public final class RateLimitBehindProxy implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "rate-limit-behind-proxy",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/web-application-firewall/ag/rate-limiting-overview");

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
                .flatMap(f ->
                    f.requestsPerMinutePerAddress()
                        .map(n -> Occurrence.of(g, f.source().or(g::source), n))))
        .stream();
  }
}
