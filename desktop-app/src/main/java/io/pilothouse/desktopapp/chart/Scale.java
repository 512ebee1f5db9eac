package io.pilothouse.desktopapp.chart;

import io.pilothouse.sharedmodel.signal.Series;

/** A vertical axis from zero, or below it, to a round number above all that is shown. */
record Scale(double least, double most, double step) {
  private static final int STEPS = 3;

  static Scale of(TimeChart.Plot plot) {
    double least = 0;
    double most = plot.target().orElse(0.0) * 1.05;
    for (Series.Point point : plot.points()) {
      least = Math.min(least, point.value());
      most = Math.max(most, point.value());
    }
    double step = round(Math.max(1e-9, most - least) / STEPS);
    double floor = Math.floor(least / step) * step;
    return new Scale(floor, Math.max(floor + step, Math.ceil(most / step - 1e-9) * step), step);
  }

  double range() {
    return most - least;
  }

  /** The next larger of 1, 2, 2.5 or 5 times a power of ten. */
  static double round(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (value <= factor * power * (1 + 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
