package io.pilothouse.desktopapp.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.testsystem.Moments;
import io.pilothouse.desktopapp.testsystem.TravelSession;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveSessionTest {
  private final Moments clock = new Moments();
  private final TravelSession session = new TravelSession(clock);

  @Test
  void betweenTwoFramesOnlyTheNewestStateSurvives() {
    Deque<Runnable> hops = new ArrayDeque<>();
    var live = new LiveSession(session, Runnable::run, hops::add, clock);
    hops.removeFirst().run();
    List<Long> shown = new ArrayList<>();
    live.state().subscribe(state -> shown.add(state.revision()));
    for (int i = 0; i < 1_000; i++) {
      session.kubernetesLost(i % 2 == 0);
    }
    assertThat(hops).hasSize(1);
    hops.removeFirst().run();
    assertThat(shown).containsExactly(1L, 1_001L);
  }

  @Test
  void whatRestsOnALostSourceBecomesUnknown() {
    var live = new LiveSession(session, Runnable::run, Runnable::run, clock);
    session.kubernetesLost(true);
    assertThat(live.state().get().component("trip-service"))
        .hasValueSatisfying(c -> assertThat(c.stale()).isTrue())
        .map(ComponentStatus::health)
        .hasToString("Optional[UNKNOWN]");
  }

  @Test
  void aSeriesThatCannotBeReadSaysWhyAndKeepsWhatWasKnown() {
    var live = new LiveSession(session, Runnable::run, Runnable::run, clock);
    SeriesFeed feed = new SeriesFeeds(live).of(ResourceId.of("x"), "storage_percent");
    feed.refresh();
    assertThat(feed.state().get().problem())
        .contains(Sentence.verbatim("Azure Monitor does not answer; it is asked again in 30 s."));
    assertThat(feed.state().get().loading()).isFalse();
  }

  @Test
  void closingItClosesTheSession() {
    new LiveSession(session, Runnable::run, Runnable::run, clock).close();
    assertThat(session.closed()).isTrue();
  }
}
