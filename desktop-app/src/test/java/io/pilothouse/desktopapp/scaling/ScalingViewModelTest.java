package io.pilothouse.desktopapp.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.live.SeriesFeeds;
import io.pilothouse.desktopapp.testsystem.Moments;
import io.pilothouse.desktopapp.testsystem.TravelSession;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Health;
import org.junit.jupiter.api.Test;

class ScalingViewModelTest {
  private final Moments clock = new Moments();
  private final TravelSession session = new TravelSession(clock);
  private final LiveSession live = new LiveSession(session, Runnable::run, Runnable::run, clock);
  private final ScalingViewModel model = new ScalingViewModel(live, new SeriesFeeds(live));

  @Test
  void theWorstAutoscalerStandsFirstWithItsRangeAndItsMetricsAgainstTheirTargets() {
    Autoscaler worst = model.autoscalers().get().getFirst();
    assertThat(worst.name()).isEqualTo("AI Service");
    assertThat(worst.current()).isEqualTo(8);
    assertThat(worst.most()).isEqualTo(8);
    assertThat(worst.measures())
        .extracting(Autoscaler.Measure::name)
        .containsExactly("cpu", "memory", "queue_length");
    assertThat(worst.measures().getFirst().above()).isTrue();
    assertThat(worst.measures().getLast().current()).isEmpty();
    assertThat(worst.measures().getLast().above()).isFalse();
  }

  @Test
  void nothingIsAddedToATrailWhileTheSourceIsLost() {
    int before = model.autoscalers().get().getFirst().measures().getFirst().points().size();
    clock.pass(java.time.Duration.ofSeconds(30));
    live.tick();
    session.kubernetesLost(true);
    Autoscaler shown =
        model.autoscalers().get().stream()
            .filter(a -> a.name().equals("AI Service"))
            .findFirst()
            .orElseThrow();
    assertThat(shown.stale()).isTrue();
    assertThat(shown.health()).isEqualTo(Health.UNKNOWN);
    assertThat(shown.measures().getFirst().points()).hasSize(before);
  }

  @Test
  void aPoolShowsItsRangeAndSaysWhichNodeIsClosed() {
    NodePool pool =
        model.pools().get().stream()
            .filter(p -> p.component().equals("application-pool"))
            .findFirst()
            .orElseThrow();
    assertThat(pool.least()).contains(3);
    assertThat(pool.most()).contains(10);
    assertThat(pool.machines())
        .filteredOn(m -> m.health() == Health.CAUTION)
        .singleElement()
        .satisfies(m -> assertThat(m.remark()).contains(Sentence.of("operations.node.cordoned")));
  }
}
