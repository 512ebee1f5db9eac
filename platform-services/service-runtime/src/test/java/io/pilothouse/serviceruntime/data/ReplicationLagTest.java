package io.pilothouse.serviceruntime.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplicationLagTest {

  private static final Instant NOON = Instant.parse("2026-03-02T03:00:00Z");

  private final ReplicationLag lag = new ReplicationLag(Duration.ofHours(1));

  @Test
  void isUnknownUntilThePrimaryWasRead() {
    assertThat(lag.of(100, NOON)).isEmpty();
  }

  @Test
  void isZeroForAReplicaOfAnIdlePrimaryHoweverLongAgoItWrote() {
    lag.primaryAt(100, NOON);
    for (int minute = 1; minute < 30; minute++) {
      lag.primaryAt(100, NOON.plusSeconds(60L * minute));
    }
    assertThat(lag.of(100, NOON.plusSeconds(1800))).contains(Duration.ZERO);
    assertThat(lag.bytes(100)).isZero();
  }

  @Test
  void countsFromTheFirstPositionThatTheReplicaHasNotReplayed() {
    lag.primaryAt(100, NOON);
    lag.primaryAt(200, NOON.plusSeconds(1));
    lag.primaryAt(300, NOON.plusSeconds(2));

    assertThat(lag.of(100, NOON.plusSeconds(4))).contains(Duration.ofSeconds(3));
    assertThat(lag.of(250, NOON.plusSeconds(4))).contains(Duration.ofSeconds(2));
    assertThat(lag.of(300, NOON.plusSeconds(4))).contains(Duration.ZERO);
    assertThat(lag.bytes(250)).isEqualTo(50);
  }

  @Test
  void startsAnewWhenAFailoverLostPartOfTheLog() {
    lag.primaryAt(100, NOON);
    lag.primaryAt(900, NOON.plusSeconds(1));
    lag.primaryAt(500, NOON.plusSeconds(2));

    assertThat(lag.of(500, NOON.plusSeconds(3))).contains(Duration.ZERO);
    assertThat(lag.of(450, NOON.plusSeconds(3))).contains(Duration.ofSeconds(1));
  }

  @Test
  void forgetsWhatIsOlderThanItsMemoryAndTellsAtLeastThat() {
    for (int minute = 0; minute <= 180; minute++) {
      lag.primaryAt(100 + minute, NOON.plusSeconds(60L * minute));
    }
    assertThat(lag.of(50, NOON.plusSeconds(60L * 180))).contains(Duration.ofHours(1));
  }
}
