package io.pilothouse.blueprints.review.document;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import java.util.List;
import java.util.stream.Stream;

/** A breaker has a time-out or a threshold. */
public final class BreakerWithoutNumbers implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "breaker-without-numbers",
          Severity.ADVICE,
          "https://learn.microsoft.com/azure/architecture/patterns/circuit-breaker");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    List<ExternalSystem> open =
        design.blueprint().externalSystems().stream()
            .filter(e ->
                e.circuitBreakers().stream()
                    .anyMatch(b -> b.timeout().isEmpty() && b.failureRateThreshold().isEmpty()))
            .toList();
    return open.isEmpty()
        ? Stream.of()
        : Stream.of(
            Occurrence.of(
                open.getFirst(),
                open.getFirst().circuitBreakers().getFirst().source().or(open.getFirst()::source),
                open.stream().map(ExternalSystem::name).toList()));
  }
}
