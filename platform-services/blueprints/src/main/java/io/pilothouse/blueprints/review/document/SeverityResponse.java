package io.pilothouse.blueprints.review.document;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A severity has one response time. */
public final class SeverityResponse implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "severity-response",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/well-architected/operational-excellence/incident-response");

  private static final Pattern SEVERITY = Pattern.compile("(?i)severity[_ -]?(\\d)");
  private static final Pattern TIME =
      Pattern.compile("(?i)(\\d{1,4})\\s*(시간|분|hours?|h\\b|minutes?|min)");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var times = new TreeMap<String, Map<Duration, Design.Saying>>();
    for (Design.Saying saying : design.sayings()) {
      Matcher severity = SEVERITY.matcher(saying.key());
      Matcher time = TIME.matcher(saying.value());
      if (severity.find() && time.find()) {
        int amount = Integer.parseInt(time.group(1));
        Duration duration =
            time.group(2).matches("(?i)h.*|시간")
                ? Duration.ofHours(amount)
                : Duration.ofMinutes(amount);
        times
            .computeIfAbsent(severity.group(1), s -> new LinkedHashMap<>())
            .putIfAbsent(duration, saying);
      }
    }
    return times.entrySet().stream()
        .filter(e -> e.getValue().size() > 1)
        .map(e -> {
          Design.Saying later = List.copyOf(e.getValue().values()).getLast();
          return Occurrence.in(
              later.topic(),
              later.key(),
              later.source(),
              e.getKey(),
              List.copyOf(e.getValue().keySet()));
        });
  }
}
