package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The days that a cost query is about, both included, in UTC as bills are. Pure. */
record CostPeriod(LocalDate from, LocalDate to) {

  static CostPeriod of(JsonNode body, Clock clock, boolean ahead) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate first = today.withDayOfMonth(1);
    LocalDate last = first.plusMonths(1).minusDays(1);
    String frame = body.path("timeframe").asText("MonthToDate");
    return switch (frame.toLowerCase(Locale.ROOT)) {
      case "monthtodate", "billingmonthtodate" -> new CostPeriod(first, ahead ? last : today);
      case "thelastmonth", "thelastbillingmonth" ->
          new CostPeriod(first.minusMonths(1), first.minusDays(1));
      case "weektodate" ->
          new CostPeriod(today.minusDays(today.getDayOfWeek().getValue() - 1L), today);
      case "custom" ->
          new CostPeriod(
              day(body.path("timePeriod").path("from")), day(body.path("timePeriod").path("to")));
      default ->
          throw new Arm.Failure(
              400, "BadRequest", "The timeframe '%s' is not supported.".formatted(frame));
    };
  }

  /**
   * What of a month's cost falls on a day: even over the month's days, of today what has passed.
   *
   * @param ahead whether the rest of today and what comes after it is asked for
   */
  static double share(LocalDate day, Clock clock, boolean ahead) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    double whole = 1.0 / day.lengthOfMonth();
    if (day.equals(today)) {
      double passed =
          ChronoUnit.SECONDS.between(
                  today.atStartOfDay(ZoneOffset.UTC).toInstant(), clock.instant())
              / 86_400.0;
      return whole * (ahead ? 1 - passed : passed);
    }
    return day.isAfter(today) == ahead ? whole : 0;
  }

  private static LocalDate day(JsonNode text) {
    try {
      String value = text.asText();
      return value.length() == 10
          ? LocalDate.parse(value)
          : OffsetDateTime.parse(value).toLocalDate();
    } catch (DateTimeException e) {
      throw new Arm.Failure(
          400, "BadRequest", "The time period's '%s' is no moment.".formatted(text.asText()));
    }
  }
}
