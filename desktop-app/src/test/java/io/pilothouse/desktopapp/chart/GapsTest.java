package io.pilothouse.desktopapp.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.sharedmodel.signal.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GapsTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void aMissingMinuteInAMinuteRhythmIsNoGapButThreeAre() {
    List<Series.Point> points = new ArrayList<>();
    for (int minute = 0; minute < 10; minute++) {
      points.add(new Series.Point(START.plusSeconds(60L * minute), 1));
    }
    assertThat(Gaps.widest(points)).isEqualTo(180_000);
  }

  @Test
  void anAxisEndsAtARoundNumberAboveAllPointsAndTheTarget() {
    var plot =
        new TimeChart.Plot(
            List.of(new Series.Point(START, 42), new Series.Point(START.plusSeconds(1), 66)),
            Optional.of(70.0),
            "%",
            false,
            START,
            Optional.empty());
    Scale scale = Scale.of(plot);
    assertThat(scale.least()).isZero();
    assertThat(scale.most()).isEqualTo(75);
    assertThat(scale.step()).isEqualTo(25);
  }
}
