package io.pilothouse.localtwin.load;

import java.time.LocalTime;

/**
 * How the demand of a consumer service moves over a day: quiet before dawn, a first crest at noon,
 * a higher one in the evening.
 *
 * @param floor demand of the quietest hour as a share of the highest, 0 to 1
 */
public record DayCurve(double floor) {

  private static final double NOON_CREST = 12.5;
  private static final double EVENING_CREST = 21.0;
  private static final double NOON_HEIGHT = 0.75;
  private static final double HOURS = 24;

  public DayCurve {
    if (!(floor >= 0 && floor <= 1)) {
      throw new IllegalArgumentException("floor must be from 0 to 1, got " + floor);
    }
  }

  /** The demand at a local time, as a share of the day's highest. */
  public double at(LocalTime time) {
    double hour = time.toSecondOfDay() / 3600.0;
    double crests =
        Math.max(NOON_HEIGHT * crest(hour, NOON_CREST, 3.5), crest(hour, EVENING_CREST, 3));
    return floor + (1 - floor) * crests;
  }

  /** A bell around an hour, over midnight too. */
  private static double crest(double hour, double centre, double width) {
    double distance = Math.abs(hour - centre);
    double around = Math.min(distance, HOURS - distance) / width;
    return Math.exp(-around * around / 2);
  }
}
