package io.pilothouse.blueprints.review.document;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An alert fires before its objective is missed. */
public final class AlertAboveObjective implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "alert-above-objective",
          Severity.ADVICE,
          "https://learn.microsoft.com/azure/azure-monitor/alerts/best-practices-alerts");

  private static final Pattern RESPONSE = Pattern.compile("(?i)response|latency|응답");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().objectives().responseTime().stream()
        .flatMap(objective ->
            design.blueprint().alertRules().stream()
                .filter(a -> RESPONSE.matcher(a.metric() + " " + a.name()).find())
                .filter(a -> threshold(a).filter(t -> t.compareTo(objective) > 0).isPresent())
                .map(a ->
                    Occurrence.in(
                        a.id(), a.name(), a.source(), threshold(a).orElseThrow(), objective)));
  }

  private static Optional<Duration> threshold(AlertRule alert) {
    return switch (alert.unit()) {
      case "seconds" -> Optional.of(Duration.ofMillis(Math.round(alert.threshold() * 1000)));
      case "milliseconds" -> Optional.of(Duration.ofMillis(Math.round(alert.threshold())));
      default -> Optional.empty();
    };
  }
}
