package io.pilothouse.sharedmodel.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReducerTest {
  private static final SourceId SOURCE = SourceId.of("kubernetes");
  private static final SourceId OTHER = SourceId.of("azure-resources");
  private static final Instant T0 = Instant.parse("2026-03-02T03:00:00Z");
  private static final Duration PERIOD = Duration.ofSeconds(5);

  @Test
  void keepsEachValueWithItsSourceSequenceAndTime() {
    Snapshot snapshot = reduce(Snapshot.empty(), upserted(1, pod("a", 0)));

    assertThat(snapshot.resources().values())
        .containsExactly(new Observed<>(pod("a", 0), SOURCE, 1, T0));
  }

  @Test
  void dropsWhatIsNotNewerThanWhatItsSourceSaid() {
    Snapshot snapshot = reduce(Snapshot.empty(), upserted(5, pod("a", 5)));

    assertThat(reduce(snapshot, upserted(5, pod("a", 9)), upserted(3, pod("b", 1))))
        .isEqualTo(snapshot);
  }

  @Test
  void doesNotHoldOneSourcesSequenceAgainstAnother() {
    Snapshot snapshot =
        reduce(
            Snapshot.empty(),
            upserted(50, pod("a", 1)),
            new Observation.Upserted(OTHER, 1, T0, pod("b", 1)));

    assertThat(snapshot.resources()).hasSize(2);
  }

  @Test
  void removesOnAFullListingWhatItsSourceTellsNoMore() {
    Snapshot snapshot =
        reduce(
            Snapshot.empty(),
            upserted(1, pod("gone", 0)),
            new Observation.Upserted(OTHER, 1, T0, pod("others", 0)),
            new Observation.Resynced(SOURCE, 2, T0, List.of(pod("kept", 0))));

    assertThat(snapshot.all(Pod.class)).extracting(Pod::name).containsExactly("kept", "others");
  }

  @Test
  void letsAMeasurementGoWithItsResource() {
    Snapshot snapshot =
        reduce(
            Snapshot.empty(),
            upserted(1, pod("a", 0)),
            measured(2, "cpu", 1, T0),
            new Observation.Gone(SOURCE, 3, T0, pod("a", 0).id()));

    assertThat(snapshot.measurements()).isEmpty();
  }

  @Test
  void keepsTheNewestMeasurementWhenAnOlderOneComesLate() {
    Snapshot snapshot =
        reduce(
            Snapshot.empty(), measured(1, "cpu", 2, T0.plusSeconds(60)), measured(2, "cpu", 1, T0));

    assertThat(snapshot.measurement(pod("a", 0).id(), "cpu").orElseThrow().value().value())
        .isEqualTo(2);
  }

  @Test
  void keepsWhatALostSourceToldAndDoesNotCallItCurrent() {
    Snapshot snapshot =
        reduce(
            Snapshot.empty(),
            upserted(1, pod("a", 0)),
            new Observation.SourceLost(SOURCE, 2, T0, Sentence.verbatim("connection refused")));

    assertThat(snapshot.resources()).hasSize(1);
    assertThat(snapshot.current(SOURCE)).isFalse();
    assertThat(state(snapshot).reason().map(Sentence::toString)).contains("connection refused");
    assertThat(reduce(snapshot, new Observation.Confirmed(SOURCE, 3, T0)).current(SOURCE)).isTrue();
  }

  @Test
  void losesASourceThatWasNotHeardForTwoPeriods() {
    Snapshot snapshot =
        reduce(Reducer.expecting(Snapshot.empty(), SOURCE, PERIOD), upserted(1, pod("a", 0)));

    assertThat(Reducer.age(snapshot, T0.plusSeconds(10))).isSameAs(snapshot);
    Snapshot aged = Reducer.age(snapshot, T0.plusSeconds(10).plusMillis(1));
    assertThat(aged.current(SOURCE)).isFalse();
    assertThat(aged.revision()).isGreaterThan(snapshot.revision());
    assertThat(Reducer.age(aged, T0.plusSeconds(60))).isSameAs(aged);
  }

  @Test
  void doesNotLoseASourceThatIsStillAwaitedOrNotSetUp() {
    Snapshot snapshot =
        Reducer.notConnected(
            Reducer.expecting(Snapshot.empty(), SOURCE, PERIOD),
            OTHER,
            Sentence.verbatim("no subscription"));

    assertThat(Reducer.age(snapshot, T0.plus(Duration.ofDays(1)))).isSameAs(snapshot);
    assertThat(state(snapshot).status()).isEqualTo(SourceState.Status.STARTING);
  }

  @Test
  void keepsASourcesPeriodAndWhatItCannotSee() {
    Snapshot snapshot =
        reduce(
            Reducer.expecting(Snapshot.empty(), SOURCE, PERIOD),
            new Observation.Limited(
                SOURCE, 1, T0, List.of(Sentence.verbatim("Nodes may not be listed."))),
            upserted(2, pod("a", 0)));

    assertThat(state(snapshot).period()).isEqualTo(PERIOD);
    assertThat(state(snapshot).reason().map(Sentence::toString))
        .contains("Nodes may not be listed.");
    assertThat(snapshot.current(SOURCE)).isTrue();
  }

  @Test
  void takesAbsenceForNewsOnlyOfWhatASourceListedInFullAndIsCurrentOn() {
    var coverage =
        new Coverage(
            Map.of(
                ResourceKind.POD, Set.of(),
                ResourceKind.NETWORK_POLICY, Set.of("shop")));
    Snapshot untold = reduce(Snapshot.empty(), upserted(1, pod("a", 0)));
    Snapshot told = reduce(untold, new Observation.Covered(SOURCE, 2, T0, coverage));
    Snapshot confirmed = reduce(told, new Observation.Confirmed(SOURCE, 3, T0));
    Snapshot lost =
        reduce(confirmed, new Observation.SourceLost(SOURCE, 4, T0, Sentence.verbatim("cut")));
    Snapshot back = reduce(lost, new Observation.Resynced(SOURCE, 5, T0, List.of()));

    assertThat(untold.sees(Pod.class)).isFalse();
    assertThat(confirmed.sees(Pod.class)).isTrue();
    assertThat(confirmed.sees(Node.class)).isFalse();
    assertThat(confirmed.sees(NetworkPolicy.class)).isFalse();
    assertThat(confirmed.sees(NetworkPolicy.class, Optional.of("shop"))).isTrue();
    assertThat(confirmed.sees(NetworkPolicy.class, Optional.of("bank"))).isFalse();
    assertThat(lost.sees(Pod.class)).isFalse();
    assertThat(back.sees(Pod.class)).as("until it says so again").isFalse();
  }

  @Test
  void countsOneRevisionABatchAndNoneForNoNews() {
    Snapshot snapshot =
        reduce(Snapshot.empty(), upserted(1, pod("a", 0)), upserted(2, pod("b", 0)));

    assertThat(snapshot.revision()).isEqualTo(1);
    assertThat(Reducer.reduce(snapshot, List.of())).isSameAs(snapshot);
  }

  @Test
  void leavesTheSnapshotBeforeAsItWas() {
    Snapshot before = reduce(Snapshot.empty(), upserted(1, pod("a", 0)));
    Map<ResourceId, Observed<Resource>> resources = Map.copyOf(before.resources());

    reduce(before, new Observation.Resynced(SOURCE, 2, T0, List.of()));

    assertThat(before.resources()).isEqualTo(resources);
  }

  /** However a stream is cut into batches, replayed or doubled, the picture is the same. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void givesTheSamePictureHoweverAStreamIsCutAndReplayed(long seed) {
    var random = new Random(seed);
    var stream = new ArrayList<Observation>();
    for (int i = 1; i <= 300; i++) {
      stream.add(any(random, i));
    }
    Snapshot whole = Reducer.reduce(Snapshot.empty(), stream);

    Snapshot cut = Snapshot.empty();
    int at = 0;
    while (at < stream.size()) {
      int to = Math.min(stream.size(), at + 1 + random.nextInt(20));
      cut = Reducer.reduce(cut, stream.subList(at, to));
      // A client that connects again gets some of it once more.
      cut = Reducer.reduce(cut, stream.subList(Math.max(0, at - 10), to));
      at = to;
    }
    var shuffledReplay = new ArrayList<>(stream);
    Collections.shuffle(shuffledReplay, random);
    Snapshot replayed = Reducer.reduce(cut, shuffledReplay);

    assertThat(cut.resources()).isEqualTo(whole.resources());
    assertThat(cut.measurements()).isEqualTo(whole.measurements());
    assertThat(cut.sources()).isEqualTo(whole.sources());
    assertThat(replayed).isSameAs(cut);
  }

  private static Observation any(Random random, int sequence) {
    Pod pod = pod("pod-" + random.nextInt(8), random.nextInt(5));
    return switch (random.nextInt(10)) {
      case 0 -> new Observation.Resynced(SOURCE, sequence, T0, List.of(pod));
      case 1 -> new Observation.Gone(SOURCE, sequence, T0, pod.id());
      case 2 -> new Observation.SourceLost(SOURCE, sequence, T0, Sentence.verbatim("cut"));
      case 3 -> measured(sequence, "cpu", random.nextDouble(), T0.plusSeconds(random.nextInt(60)));
      default -> upserted(sequence, pod);
    };
  }

  private static Snapshot reduce(Snapshot before, Observation... observations) {
    return Reducer.reduce(before, List.of(observations));
  }

  private static SourceState state(Snapshot snapshot) {
    return Optional.ofNullable(snapshot.sources().get(SOURCE)).orElseThrow();
  }

  private static Observation upserted(long sequence, Resource resource) {
    return new Observation.Upserted(SOURCE, sequence, T0, resource);
  }

  private static Observation measured(long sequence, String metric, double value, Instant at) {
    return new Observation.Measured(
        SOURCE,
        sequence,
        T0,
        List.of(new Measurement(pod("a", 0).id(), metric, value, Unit.NONE, at)));
  }

  private static Pod pod(String name, int restarts) {
    return new Pod(
        ResourceId.kubernetes("pod", "n", name),
        "n",
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "Running",
        true,
        restarts,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
