package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A workspace that is full hears nothing. */
public final class LogDailyCap implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "log-daily-cap",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap");

  private static final Pattern CAP = Pattern.compile("(?i)daily.?cap");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .managed("log-analytics")
        .flatMap(w ->
            w.properties().entrySet().stream()
                .filter(e -> CAP.matcher(e.getKey()).find())
                .map(e ->
                    Occurrence.of(
                        w, design.source(w, "properties"), String.valueOf(e.getValue()))));
  }
}
