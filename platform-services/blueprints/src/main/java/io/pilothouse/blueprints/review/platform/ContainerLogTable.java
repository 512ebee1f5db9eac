package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.Retirement;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table ContainerLog is retired. */
public final class ContainerLogTable implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "container-log-table",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-v2-migration");

  private static final Retirement END = Retirement.on(2026, 9, 30);
  private static final Pattern TABLE = Pattern.compile("\\bContainerLog\\b\\s*\\|");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .saying(TABLE)
        .filter(s -> END.inSight(design.date()))
        .map(s ->
            Occurrence.in(s.topic(), s.key(), s.source(), END.when(design.date()))
                .as(END.severity(design.date())));
  }
}
