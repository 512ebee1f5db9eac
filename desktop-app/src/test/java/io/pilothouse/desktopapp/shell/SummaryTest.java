package io.pilothouse.desktopapp.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.testsystem.Moments;
import io.pilothouse.desktopapp.testsystem.TravelSession;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemState;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private final TravelSession session = new TravelSession(new Moments());

  @Test
  void theWorstComesFirstAndWhatNobodyObservesIsCountedApart() {
    Summary summary = Summary.of(session.current());
    assertThat(summary.health()).isEqualTo(Health.CRITICAL);
    assertThat(summary.counts())
        .containsEntry(Health.CRITICAL, 1L)
        .containsEntry(Health.DEGRADED, 1L);
    assertThat(summary.counts()).doesNotContainKey(Health.UNKNOWN);
    assertThat(summary.unobserved()).isPositive();
    assertThat(summary.silent()).isEmpty();
  }

  @Test
  void aLostSourceIsNamedAndWhatRestsOnItCountsAsUnknown() {
    session.kubernetesLost(true);
    Summary summary = Summary.of(session.current());
    assertThat(summary.silent())
        .hasValueSatisfying(s -> assertThat(s.source().value()).isEqualTo("kubernetes"));
    assertThat(summary.counts().get(Health.UNKNOWN)).isEqualTo(4);
  }

  @Test
  void promisesStandBesideWhatIsMeasuredOfThem() {
    SystemState state = session.current();
    assertThat(Objectives.of(session.blueprint().orElseThrow(), state))
        .extracting(Objectives.Objective::term, Objectives.Objective::missed)
        .contains(
            org.assertj.core.groups.Tuple.tuple("hitRatio", false),
            org.assertj.core.groups.Tuple.tuple("recoveryTime", false));
  }
}
