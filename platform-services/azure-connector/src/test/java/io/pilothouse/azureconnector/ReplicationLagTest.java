package io.pilothouse.azureconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.azureconnector.ReplicationLag.Lag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReplicationLagTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long TIMELINE = 3;
  private final ReplicationLag lag = new ReplicationLag();

  @Test
  void isZeroWhileAnIdlePrimaryIsFullyReplayed() {
    assertThat(lag.of("r", replica(0, 1000, 3600), List.of(primary(1000)))).contains(new Lag(0, 0));
  }

  @Test
  void isTheTimeSinceTheLastReplayWhileBytesAreMissing() {
    assertThat(lag.of("r", replica(0, 400, 12.5), List.of(primary(1000))))
        .contains(new Lag(12.5, 600));
  }

  @Test
  void isNoLongerThanSinceNothingWasMissing() {
    lag.of("r", replica(0, 1000, 3600), List.of(primary(1000)));

    assertThat(lag.of("r", replica(2, 1000, 3602), List.of(primary(1100))))
        .contains(new Lag(2, 100));
  }

  @Test
  void countsFromTheFirstSightOfAReplicaThatNeverReplayed() {
    ServerReading.Alive first = alive(0, 1, true, 400, Optional.empty());
    ServerReading.Alive later = alive(7, 1, true, 400, Optional.empty());

    assertThat(lag.of("r", first, List.of(primary(1000)))).contains(new Lag(0, 600));
    assertThat(lag.of("r", later, List.of(primary(1000)))).contains(new Lag(7, 600));
  }

  @Test
  void isNotKnownWhileThePrimaryDoesNotAnswer() {
    assertThat(lag.of("r", replica(0, 1000, 1), List.of())).isEmpty();
    ServerReading.Alive stranger = alive(0, 2, false, 9000, Optional.empty());
    assertThat(lag.of("r", replica(0, 1000, 1), List.of(stranger))).isEmpty();
  }

  @Test
  void aReplicaAskedAfterItsPrimaryIsNotAhead() {
    assertThat(lag.of("r", replica(0, 1200, 0), List.of(primary(1000)))).contains(new Lag(0, 0));
  }

  @Test
  void isMeasuredAgainstTheOneItFollowsNotAgainstWhatWasPromotedAwayFromIt() {
    ServerReading.Alive promoted = onTimeline(primary(9000), OptionalLong.of(TIMELINE + 1));

    assertThat(lag.of("r", replica(0, 400, 12.5), List.of(promoted, primary(1000))))
        .contains(new Lag(12.5, 600));
  }

  @Test
  void isNotKnownWhenSeveralMayBeThePrimary() {
    ServerReading.Alive restored = onTimeline(primary(9000), OptionalLong.empty());
    ServerReading.Alive silent = onTimeline(replica(0, 400, 12.5), OptionalLong.empty());

    assertThat(lag.of("r", silent, List.of(restored, primary(1000)))).isEmpty();
    assertThat(lag.of("r", replica(0, 400, 1), List.of(primary(1000), primary(2000)))).isEmpty();
  }

  private static ServerReading.Alive onTimeline(ServerReading.Alive as, OptionalLong timeline) {
    return new ServerReading.Alive(
        as.at(),
        as.systemIdentifier(),
        as.inRecovery(),
        timeline,
        as.position(),
        as.sinceReplay(),
        as.connections(),
        as.maximumConnections(),
        as.receivers());
  }

  @Test
  void aPrimaryHasNone() {
    assertThat(lag.of("p", primary(1000), List.of(primary(1000)))).isEmpty();
  }

  private static ServerReading.Alive primary(long position) {
    return alive(0, 1, false, position, Optional.empty());
  }

  private static ServerReading.Alive replica(long second, long position, double sinceReplay) {
    return alive(second, 1, true, position, Optional.of(sinceReplay));
  }

  private static ServerReading.Alive alive(
      long second, long system, boolean inRecovery, long position, Optional<Double> sinceReplay) {
    return new ServerReading.Alive(
        NOON.plusSeconds(second),
        system,
        inRecovery,
        OptionalLong.of(TIMELINE),
        OptionalLong.of(position),
        sinceReplay,
        OptionalLong.of(1),
        100,
        List.of());
  }
}
