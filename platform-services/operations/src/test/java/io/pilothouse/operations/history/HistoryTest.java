package io.pilothouse.operations.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.MetricHistory;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.signal.Series.Point;
import io.pilothouse.sharedmodel.signal.Unit;
import io.pilothouse.sharedmodel.stream.Session.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant T0 = Instant.parse("2026-03-02T03:00:00Z");
  private static final ResourceId RESOURCE = new ResourceId("r");
  private final MeasurementHistory history = new MeasurementHistory();

  @Test
  void keepsPointsInTheOrderOfTimeWhateverTheOrderOfArrival() {
    record(2, 20);
    record(0, 0);
    record(1, 10);

    assertThat(all()).extracting(Point::value).containsExactly(0.0, 10.0, 20.0);
  }

  @Test
  void takesACorrectionInPlaceOfThePoint() {
    record(0, 1);
    record(0, 2);

    assertThat(all()).extracting(Point::value).containsExactly(2.0);
  }

  @Test
  void forgetsWhatIsOlderThanItsHorizon() {
    record(0, 1);
    Instant later = T0.plus(MeasurementHistory.HORIZON).plusSeconds(30);
    history.record(RESOURCE, "m", 2, Unit.NONE, later, later);
    history.forget(later);

    assertThat(history.between(RESOURCE, "m", T0, later))
        .extracting(Point::value)
        .containsExactly(2.0);
    history.forget(later.plus(MeasurementHistory.HORIZON).plusSeconds(1));
    assertThat(history.knows(RESOURCE, "m")).isFalse();
  }

  @Test
  void staysBoundedUnderMorePointsThanItKeeps() {
    for (int i = 0; i < 20_000; i++) {
      Instant at = T0.plusMillis(i * 10L);
      history.record(RESOURCE, "m", i, Unit.NONE, at, at);
    }

    List<Point> kept = history.between(RESOURCE, "m", T0, T0.plusSeconds(1_000));
    assertThat(kept).hasSize(7_200);
    assertThat(kept.getLast().value()).isEqualTo(19_999);
    assertThat(kept.getFirst().value()).isEqualTo(12_800);
  }

  @Test
  void thinsWithoutLosingAPeakOrInventingAPoint() {
    List<Point> points =
        new ArrayList<>(
            IntStream.range(0, 1_000).mapToObj(i -> new Point(T0.plusSeconds(i), i % 7)).toList());
    points.set(500, new Point(T0.plusSeconds(500), 99));

    List<Point> thin = Downsampling.thin(points, 100);

    assertThat(thin).hasSizeLessThanOrEqualTo(100).contains(points.get(500));
    assertThat(points).containsAll(thin);
    assertThat(thin).extracting(Point::at).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void leavesAGapAGap() {
    List<Point> points =
        new ArrayList<>(
            IntStream.range(0, 500).mapToObj(i -> new Point(T0.plusSeconds(i), i)).toList());
    points.addAll(
        IntStream.range(5_000, 5_500).mapToObj(i -> new Point(T0.plusSeconds(i), i)).toList());

    List<Point> thin = Downsampling.thin(points, 50);

    assertThat(thin)
        .noneMatch(
            p -> p.at().isAfter(T0.plusSeconds(499)) && p.at().isBefore(T0.plusSeconds(5_000)));
  }

  @Test
  void asksThePlatformForWhatIsOlderThanItRemembers() {
    record(60, 60);
    var reader =
        new SeriesReader(history, Optional.of(platform(List.of(new Point(T0, 1), point(60, 60)))));

    Series series = reader.read(RESOURCE, "m", T0, T0.plusSeconds(60), 100);

    assertThat(series.points()).extracting(Point::value).containsExactly(1.0, 60.0);
  }

  @Test
  void showsWhatItRemembersWhenThePlatformCannotBeReached() {
    record(60, 60);
    var reader = new SeriesReader(history, Optional.of(unreachable()));

    assertThat(reader.read(RESOURCE, "m", T0, T0.plusSeconds(60), 100).points()).hasSize(1);
    assertThatThrownBy(() -> reader.read(RESOURCE, "other", T0, T0.plusSeconds(60), 100))
        .isInstanceOf(Unavailable.class)
        .hasMessage("No route to host.");
  }

  @Test
  void saysThatNothingMeasuresAMetric() {
    var reader = new SeriesReader(history, Optional.empty());

    assertThatThrownBy(() -> reader.read(RESOURCE, "m", T0, T0.plus(Duration.ofHours(1)), 100))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("Nothing measured m");
  }

  private void record(int second, double value) {
    history.record(RESOURCE, "m", value, Unit.NONE, T0.plusSeconds(second), T0.plusSeconds(60));
  }

  private List<Point> all() {
    return history.between(RESOURCE, "m", T0, T0.plusSeconds(60));
  }

  private static Point point(int second, double value) {
    return new Point(T0.plusSeconds(second), value);
  }

  private static MetricHistory platform(List<Point> points) {
    return new MetricHistory() {
      @Override
      public boolean covers(ResourceId resource) {
        return true;
      }

      @Override
      public Series read(ResourceId resource, String metric, Instant from, Instant to, int most) {
        return new Series(resource, metric, Unit.NONE, points);
      }
    };
  }

  private static MetricHistory unreachable() {
    return new MetricHistory() {
      @Override
      public boolean covers(ResourceId resource) {
        return true;
      }

      @Override
      public Series read(ResourceId resource, String metric, Instant from, Instant to, int most)
          throws ControlException {
        throw new ControlException.Unreachable(
            Sentence.verbatim("No route to host."), new IOException());
      }
    };
  }
}
