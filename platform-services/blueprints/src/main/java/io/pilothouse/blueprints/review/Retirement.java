package io.pilothouse.blueprints.review;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.LocalDate;
import java.time.Period;

/**
 * The day on which a platform takes something away.
 *
 * @param date the last day of support
 * @param after how bad it is to plan with it after that day
 */
public record Retirement(LocalDate date, Severity after) {
  private static final Period SOON = Period.ofYears(1);
  private static final Period IN_SIGHT = Period.ofYears(3);

  /** After which a plan that needs it cannot work. */
  public static Retirement on(int year, int month, int day) {
    return new Retirement(LocalDate.of(year, month, day), Severity.ERROR);
  }

  /** After which it works on without support. */
  public static Retirement ofSupportOn(int year, int month, int day) {
    return new Retirement(LocalDate.of(year, month, day), Severity.WARNING);
  }

  /** Whether there is anything to be said of it on a day. */
  public boolean inSight(LocalDate day) {
    return !day.plus(IN_SIGHT).isBefore(date);
  }

  /** How bad it is on a day. */
  public Severity severity(LocalDate day) {
    if (day.isAfter(date)) {
      return after;
    }
    return day.plus(SOON).isBefore(date) ? Severity.ADVICE : Severity.WARNING;
  }

  /** When, in words. */
  public Sentence when(LocalDate day) {
    return Sentence.of(
        day.isAfter(date) ? "review.retirement.past" : "review.retirement.coming", date.toString());
  }
}
