package io.pilothouse.localtwin.azure;

/** What Monitor keeps of the samples of an interval. */
record MinuteAggregate(long count, double total, double minimum, double maximum) {
  static MinuteAggregate of(double value) {
    return new MinuteAggregate(1, value, value, value);
  }

  MinuteAggregate and(MinuteAggregate other) {
    return new MinuteAggregate(
        count + other.count,
        total + other.total,
        Math.min(minimum, other.minimum),
        Math.max(maximum, other.maximum));
  }

  double average() {
    return total / count;
  }
}
