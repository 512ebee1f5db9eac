package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Argo CD does not roll back by itself. */
public final class AutomaticRollback implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "automatic-rollback",
          Severity.WARNING,
          "https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automated-sync-semantics");

  private static final Pattern ARGO = Pattern.compile("(?i)argo\\s*cd");
  private static final Pattern ROLLOUTS = Pattern.compile("(?i)rollouts|flagger");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    boolean argo =
        design.blueprint().managedServices().stream().anyMatch(m -> ARGO.matcher(m.name()).find());
    boolean rollouts =
        design.saying(ROLLOUTS).findAny().isPresent()
            || design.blueprint().managedServices().stream()
                .anyMatch(m -> ROLLOUTS.matcher(m.name()).find());
    return design.blueprint().changePolicy().stream()
        .filter(p -> p.automaticRollback() && argo && !rollouts)
        .map(p ->
            Occurrence.in(
                "changePolicy",
                "Argo CD",
                design.source("changePolicy", "automaticRollback").or(p::source)));
  }
}
