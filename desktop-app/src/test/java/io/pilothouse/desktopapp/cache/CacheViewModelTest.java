package io.pilothouse.desktopapp.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.live.SeriesFeeds;
import io.pilothouse.desktopapp.testsystem.Moments;
import io.pilothouse.desktopapp.testsystem.TravelSession;
import io.pilothouse.sharedmodel.signal.Series;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheViewModelTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void theRatioIsKnownOnlyWhereHitsAndMissesWereCountedAndSomethingWasRead() {
    List<Series.Point> hits = List.of(point(0, 95), point(60, 10), point(120, 0), point(180, 50));
    List<Series.Point> misses = List.of(point(0, 5), point(120, 0), point(180, 50));
    assertThat(CacheViewModel.ratio(hits, misses)).containsExactly(point(0, 95), point(180, 50));
  }

  @Test
  void theTargetOfTheDocumentStandsBesideTheMeasuredRatio() {
    var clock = new Moments();
    var live = new LiveSession(new TravelSession(clock), Runnable::run, Runnable::run, clock);
    var model = new CacheViewModel(live, new SeriesFeeds(live));
    assertThat(model.caches().get())
        .singleElement()
        .satisfies(cache -> {
          assertThat(cache.target()).contains(95.0);
          assertThat(cache.facts().number("hitRatio").orElseThrow().value()).isEqualTo(0.9622);
        });
    assertThat(model.strategy().orElseThrow().patterns()).hasSize(4);
  }

  private static Series.Point point(long seconds, double value) {
    return new Series.Point(AT.plusSeconds(seconds), value);
  }
}
