package io.pilothouse.serviceruntime.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.serviceruntime.data.ReadRoute.ToPrimary;
import io.pilothouse.serviceruntime.data.ReadRoute.ToReplica;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadRouteTest {

  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
  private static final Duration OBJECTIVE = Duration.ofSeconds(5);
  private static final long REPLAYED = 1_000;
  private static final Duration STALE_AFTER = Duration.ofSeconds(3);

  @Test
  void readsFromTheReplicasInTurn() {
    var replicas = List.of(replica(0, 0), replica(5, 1));

    assertThat(choose(replicas, 0)).isEqualTo(new ToReplica(0));
    assertThat(choose(replicas, 1)).isEqualTo(new ToReplica(1));
    assertThat(choose(replicas, 2)).isEqualTo(new ToReplica(0));
    assertThat(choose(replicas, Integer.MAX_VALUE + 1)).isInstanceOf(ToReplica.class);
  }

  @Test
  void passesOverAReplicaBeyondTheObjective() {
    assertThat(choose(List.of(replica(6, 0), replica(1, 0)), 0)).isEqualTo(new ToReplica(1));
  }

  @Test
  void passesOverAReplicaThatHasNotAnsweredLately() {
    assertThat(choose(List.of(replica(0, 4), replica(1, 3)), 0)).isEqualTo(new ToReplica(1));
  }

  @Test
  void goesToThePrimaryWhenNoReplicaWillDo() {
    var never = new ReplicaReading("r", Optional.empty(), 0, 0, Optional.empty());

    assertThat(choose(List.of(replica(6, 0), never), 0))
        .isEqualTo(new ToPrimary("no replica answers within a lag of 5000 ms"));
    assertThat(choose(List.of(), 0)).isEqualTo(new ToPrimary("there is no replica"));
  }

  @Test
  void goesToThePrimaryUntilAReplicaShowsWhatTheSessionWrote() {
    var replicas = List.of(replica(1, 0));

    assertThat(ReadRoute.choose(replicas, OBJECTIVE, STALE_AFTER, NOW, REPLAYED, 0))
        .isEqualTo(new ToReplica(0));
    assertThat(ReadRoute.choose(replicas, OBJECTIVE, STALE_AFTER, NOW, REPLAYED + 1, 0))
        .isEqualTo(new ToPrimary("no replica shows what the session wrote"));
  }

  private static ReplicaReading replica(long lagSeconds, long ageSeconds) {
    return new ReplicaReading(
        "replica",
        Optional.of(Duration.ofSeconds(lagSeconds)),
        0,
        REPLAYED,
        Optional.of(NOW.minusSeconds(ageSeconds)));
  }

  private static ReadRoute choose(List<ReplicaReading> replicas, int turn) {
    return ReadRoute.choose(replicas, OBJECTIVE, STALE_AFTER, NOW, 0, turn);
  }
}
