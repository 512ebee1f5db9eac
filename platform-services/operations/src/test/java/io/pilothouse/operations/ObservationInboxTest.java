package io.pilothouse.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.world.Live;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Reducer;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationInboxTest {
  private static final Instant T0 = Instant.parse("2026-03-02T03:00:00Z");

  @Test
  void staysBoundedWhileNobodyTakesFromIt() {
    var inbox = new ObservationInbox(100);
    for (int i = 1; i <= 10_000; i++) {
      inbox.offer(
          new Observation.Upserted(
              Sources.KUBERNETES, i, T0, Live.deployment("service-" + i % 20, 3, i % 4)));
      inbox.offer(
          new Observation.Measured(
              Sources.AZURE_METRICS,
              i,
              T0,
              List.of(Live.measurement(Live.server().id(), "m", i, Unit.NONE, T0.plusSeconds(i)))));
    }

    assertThat(inbox.drain().size()).isLessThan(500);
    assertThat(inbox.drain()).isEmpty();
  }

  /** What is let go must not be missed: the picture is the same as with everything. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void leadsToTheSamePictureWithWhatItKeeps(long seed) {
    var random = new Random(seed);
    var inbox = new ObservationInbox(20);
    var everything = new ArrayList<Observation>();
    for (int i = 1; i <= 500; i++) {
      Observation next = any(random, i);
      everything.add(next);
      inbox.offer(next);
    }

    Snapshot whole = Reducer.reduce(Snapshot.empty(), everything);
    Snapshot kept = Reducer.reduce(Snapshot.empty(), inbox.drain());

    assertThat(kept.resources()).isEqualTo(whole.resources());
    assertThat(kept.sources().keySet()).isEqualTo(whole.sources().keySet());
    whole.sources().forEach((id, state) -> assertThat(kept.current(id)).isEqualTo(state.current()));
  }

  private static Observation any(Random random, int sequence) {
    var deployment = Live.deployment("service-" + random.nextInt(6), 3, random.nextInt(4));
    var source = random.nextBoolean() ? Sources.KUBERNETES : Sources.AZURE_RESOURCES;
    return switch (random.nextInt(12)) {
      case 0 -> new Observation.Resynced(Sources.KUBERNETES, sequence, T0, List.of(deployment));
      case 1, 2 -> new Observation.Gone(Sources.KUBERNETES, sequence, T0, deployment.id());
      case 3 -> new Observation.SourceLost(source, sequence, T0, Sentence.verbatim("cut"));
      case 4, 5 -> new Observation.Confirmed(source, sequence, T0);
      default -> new Observation.Upserted(Sources.KUBERNETES, sequence, T0, deployment);
    };
  }
}
