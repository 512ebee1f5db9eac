package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.Retirement;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** Azure CDN of its own is being retired. */
public final class ClassicCdn implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "azure-cdn",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/cdn/classic-cdn-retirement-faq");

  private static final Retirement END = Retirement.on(2027, 9, 30);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().managedServices().stream()
        .filter(m ->
            m.type().matches("cdn|content-delivery-network|content-delivery")
                || m.name().matches("(?i)azure cdn"))
        .filter(m -> END.inSight(design.date()))
        .map(m ->
            Occurrence.of(m, m.source(), END.when(design.date())).as(END.severity(design.date())));
  }
}
