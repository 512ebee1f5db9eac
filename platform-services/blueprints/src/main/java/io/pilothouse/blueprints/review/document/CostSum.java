package io.pilothouse.blueprints.review.document;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Cost;
import java.util.stream.Stream;

/** The lines of a cost table add up to its total. */
public final class CostSum implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "cost-sum",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/well-architected/cost-optimization/cost-model");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().cost().stream()
        .filter(c -> c.statedTotal().isPresent() && c.lines().size() > 1)
        .flatMap(c -> {
          double sum = c.lines().stream().mapToDouble(Cost.Line::amount).sum();
          double total = c.statedTotal().orElseThrow();
          return Math.abs(sum - total) >= 0.01
              ? Stream.of(
                  Occurrence.in(
                      "cost",
                      c.currency(),
                      design.source("cost", "statedTotal").or(c::source),
                      Design.plain(sum),
                      Design.plain(total),
                      c.currency(),
                      Design.plain(Math.abs(sum - total))))
              : Stream.<Occurrence>of();
        });
  }
}
