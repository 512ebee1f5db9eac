package io.pilothouse.localtwin.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.postgres.Decision.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What supervision decides, without any process. */
class DecisionTest {

  private static final SupervisionPolicy POLICY = SupervisionPolicy.visible();

  private ServerStatus status = ServerStatus.READY;
  private CommitGuarantee guarantee = CommitGuarantee.STANDBY_CONFIRMED;
  private Seen primary = well("node-1");
  private Optional<Seen> standby = Optional.of(well("node-2"));
  private List<Seen> replicas = List.of(well("south"));

  private static Seen well(String name) {
    return new Seen(name, true, Optional.empty(), true);
  }

  private static Seen dead(String name, int seconds) {
    return new Seen(name, false, Optional.of(Duration.ofSeconds(seconds)), false);
  }

  private static Seen silent(String name, int seconds) {
    return new Seen(name, true, Optional.of(Duration.ofSeconds(seconds)), false);
  }

  private Decision decision() {
    FlexibleServerState state =
        new FlexibleServerState(
            "psql",
            1,
            status,
            HighAvailabilityStatus.HEALTHY,
            guarantee,
            "",
            Instant.EPOCH,
            List.of());
    return Decision.on(state, primary, standby, replicas, POLICY);
  }

  @Test
  void nothingIsDoneWhileAllIsWell() {
    assertThat(decision()).isInstanceOf(Decision.Wait.class);
  }

  @Test
  void aDeadPrimaryIsUnavailableAtOnceAndReplacedAfterTheDelay() {
    primary = dead("node-1", 0);
    assertThat(decision()).isInstanceOf(Decision.DeclareUnavailable.class);
    status = ServerStatus.UNAVAILABLE;
    primary = dead("node-1", 14);
    assertThat(decision()).isInstanceOf(Decision.Wait.class);
    primary = dead("node-1", 15);
    assertThat(decision()).isInstanceOf(Decision.FailOver.class);
  }

  @Test
  void aSilentPrimaryGetsTheBenefitOfTheDoubtAndMayReturn() {
    primary = silent("node-1", 4);
    assertThat(decision()).isInstanceOf(Decision.Wait.class);
    primary = silent("node-1", 5);
    assertThat(decision()).isInstanceOf(Decision.DeclareUnavailable.class);
    status = ServerStatus.UNAVAILABLE;
    primary = well("node-1");
    assertThat(decision()).isInstanceOf(Decision.DeclareReady.class);
  }

  @Test
  void aStandbyThatDidNotConfirmCommitsDoesNotTakeOver() {
    status = ServerStatus.UNAVAILABLE;
    guarantee = CommitGuarantee.PRIMARY_ONLY;
    primary = dead("node-1", 19);
    assertThat(decision()).isInstanceOf(Decision.Wait.class);
    primary = dead("node-1", 20);
    assertThat(decision()).isInstanceOf(Decision.RestartPrimary.class);
  }

  @Test
  void withoutALivingStandbyThePrimaryIsRestarted() {
    status = ServerStatus.UNAVAILABLE;
    primary = dead("node-1", 20);
    standby = Optional.of(dead("node-2", 3));
    assertThat(decision()).isInstanceOf(Decision.RestartPrimary.class);
    standby = Optional.empty();
    assertThat(decision()).isInstanceOf(Decision.RestartPrimary.class);
  }

  @Test
  void commitsDoNotWaitForADeadStandbyAndNotForLongForASilentOne() {
    standby = Optional.of(dead("node-2", 0));
    assertThat(decision()).isInstanceOf(Decision.ConfirmAlone.class);
    standby = Optional.of(silent("node-2", 1));
    assertThat(decision()).isInstanceOf(Decision.Wait.class);
    standby = Optional.of(silent("node-2", 2));
    assertThat(decision()).isInstanceOf(Decision.ConfirmAlone.class);
  }

  @Test
  void commitsWaitAgainOnceTheStandbyHasCaughtUp() {
    guarantee = CommitGuarantee.PRIMARY_ONLY;
    standby = Optional.of(new Seen("node-2", true, Optional.empty(), false));
    assertThat(decision()).isInstanceOf(Decision.Wait.class);
    standby = Optional.of(well("node-2"));
    assertThat(decision()).isInstanceOf(Decision.ConfirmByStandby.class);
  }

  @Test
  void theStandbyIsRevivedBeforeAReplica() {
    guarantee = CommitGuarantee.PRIMARY_ONLY;
    standby = Optional.of(dead("node-2", 25));
    replicas = List.of(dead("south", 30));
    assertThat(decision())
        .isInstanceOfSatisfying(
            Decision.Revive.class, revive -> assertThat(revive.member()).isEqualTo("node-2"));
    standby = Optional.of(well("node-2"));
    guarantee = CommitGuarantee.STANDBY_CONFIRMED;
    assertThat(decision())
        .isInstanceOfSatisfying(
            Decision.Revive.class, revive -> assertThat(revive.member()).isEqualTo("south"));
  }

  @Test
  void aStandbyThatSaysItIsPrimaryIsLeftToAPersonAndNeverTakesOver() {
    standby =
        Optional.of(new Seen("node-2", true, Optional.of(Duration.ofSeconds(1)), false, true));
    assertThat(decision()).isInstanceOf(Decision.AwaitPerson.class);
    standby =
        Optional.of(new Seen("node-2", true, Optional.of(Duration.ofSeconds(3)), false, true));
    assertThat(decision()).isInstanceOf(Decision.ConfirmAlone.class);
    guarantee = CommitGuarantee.PRIMARY_ONLY;
    standby =
        Optional.of(new Seen("node-2", true, Optional.of(Duration.ofMinutes(9)), false, true));
    assertThat(decision()).isInstanceOf(Decision.AwaitPerson.class);

    guarantee = CommitGuarantee.STANDBY_CONFIRMED;
    status = ServerStatus.UNAVAILABLE;
    primary = dead("node-1", 20);
    assertThat(decision()).isInstanceOf(Decision.RestartPrimary.class);
  }
}
