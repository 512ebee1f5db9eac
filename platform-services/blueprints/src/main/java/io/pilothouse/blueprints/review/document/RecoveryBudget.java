package io.pilothouse.blueprints.review.document;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.time.Duration;
import java.util.stream.Stream;

/** One recovery fits into the month's downtime. */
public final class RecoveryBudget implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "recovery-budget",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/well-architected/reliability/metrics");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var objectives = design.blueprint().objectives();
    return objectives
        .availability()
        .flatMap(a ->
            objectives
                .recoveryTime()
                .filter(r -> r.compareTo(allowed(a)) > 0)
                .map(r ->
                    Occurrence.in(
                        "objectives",
                        Design.percent(a),
                        design.source("objectives", "recoveryTime").or(objectives::source),
                        r,
                        allowed(a),
                        Design.percent(a))))
        .stream();
  }

  private static Duration allowed(double availability) {
    return Duration.ofMinutes(Math.round((1 - availability) * Duration.ofDays(30).toMinutes()));
  }
}
