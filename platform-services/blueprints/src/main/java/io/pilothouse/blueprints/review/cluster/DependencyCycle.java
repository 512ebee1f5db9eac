package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Component;
import java.util.stream.Stream;

/** Services do not wait for each other in a circle. */
public final class DependencyCycle implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "dependency-cycle",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/architecture/microservices/design/interservice-communication");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return Cycles.of(design).stream()
        .map(c ->
            Occurrence.in(
                c.getFirst(),
                design.component(c.getFirst()).map(Component::name).orElse(c.getFirst()),
                design.component(c.getFirst()).flatMap(Component::source),
                String.join(" → ", c)));
  }
}
