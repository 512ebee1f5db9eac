package io.pilothouse.localtwin.azure;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;

/** The time span of a metrics query and its grain. The first moment is floored to the grain. */
record Span(Instant from, Instant to, Duration interval) {
  static final List<Duration> GRAINS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1));

  /**
   * @throws DateTimeException if it is not {@code from/to} or the grain is none of Monitor's
   */
  static Span parse(String timespan, String interval) {
    Duration grain = Duration.parse(interval);
    if (!GRAINS.contains(grain)) {
      throw new DateTimeException("interval " + interval + " is not supported");
    }
    int slash = timespan.indexOf('/');
    if (slash < 0) {
      throw new DateTimeException("timespan " + timespan + " is not from/to");
    }
    String first = timespan.substring(0, slash);
    String second = timespan.substring(slash + 1);
    Instant from;
    Instant to;
    if (first.startsWith("P")) {
      to = instant(second);
      from = to.minus(duration(first));
    } else {
      from = instant(first);
      to = second.startsWith("P") ? from.plus(duration(second)) : instant(second);
    }
    if (!from.isBefore(to)) {
      throw new DateTimeException("timespan " + timespan + " does not begin before it ends");
    }
    long seconds = grain.toSeconds();
    return new Span(
        Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), seconds) * seconds), to, grain);
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Duration duration(String text) {
    return text.contains("T")
        ? Duration.parse(text)
        : Duration.ofDays(Period.parse(text).getDays());
  }
}
