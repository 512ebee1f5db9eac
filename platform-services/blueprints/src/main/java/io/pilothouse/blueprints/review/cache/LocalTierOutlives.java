package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** A local tier does not keep a value longer than its pattern allows. */
public final class LocalTierOutlives implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "local-cache-outlives",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/architecture/best-practices/caching");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().cacheStrategy().stream()
        .flatMap(s ->
            s.local().stream()
                .flatMap(local ->
                    s.patterns().stream()
                        .filter(p -> p.timeToLive().compareTo(local.timeToLive()) < 0)
                        .map(p ->
                            Occurrence.in(
                                "cacheStrategy",
                                p.name(),
                                p.source().or(s::source),
                                local.timeToLive(),
                                p.timeToLive()))));
  }
}
