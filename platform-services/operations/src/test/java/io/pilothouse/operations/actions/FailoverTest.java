package io.pilothouse.operations.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.world.FakeDatabases.Trouble;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Guard.Verdict;
import io.pilothouse.sharedmodel.action.Intent.FailoverMode;
import io.pilothouse.sharedmodel.action.Plan;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailoverTest {
  @TempDir private Path folder;
  private ActionWorld world;

  @BeforeEach
  void begin() {
    world = new ActionWorld(folder);
  }

  @Test
  void movesTheServerAndSaysWhatItCost() throws Exception {
    ActionRun run = run(FailoverMode.PLANNED);

    assertThat(run.outcome()).as(run.sentence().toString()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(run.steps())
        .extracting(ActionRun.Step::name)
        .containsExactly(
            "check-guards",
            "start-write-probe",
            "request-failover",
            "await-operation",
            "verify-server",
            "verify-write",
            "count-rows",
            "verify-standby");
    assertThat(run.writeGapMillis()).contains(1_900L);
    assertThat(run.lostRows()).contains(0L);
    assertThat(run.objectives())
        .extracting(Plan.Objective::name)
        .containsExactly("failoverTime", "recoveryTime", "recoveryPoint");
    assertThat(run.sentence().toString())
        .contains("runs in zone 2", "1.9 s (promised are 60 s, kept)", "no acknowledged row");
    assertThat(world.databases.zone()).isEqualTo("2");
    assertThat(world.databases.openProbes()).isZero();
  }

  @Test
  void goesOnWithoutAProbeAndSaysThatNothingWasMeasured() throws Exception {
    world.withoutProbe();

    ActionRun run = run(FailoverMode.PLANNED);

    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(run.writeGapMillis()).isEmpty();
    assertThat(run.lostRows()).isEmpty();
    assertThat(run.sentence().toString()).contains("was not measured");
    assertThat(verdict("write-probe", FailoverMode.PLANNED)).isEqualTo(Verdict.WARN);
  }

  @Test
  void tellsThePlatformsReasonAndStillCountsTheRows() throws Exception {
    world.databases.trouble(Trouble.OPERATION_FAILS);

    ActionRun run = run(FailoverMode.PLANNED);

    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.sentence().toString()).contains("ServerIsBusy");
    assertThat(run.lostRows()).contains(0L);
    assertThat(world.databases.openProbes()).isZero();
  }

  @Test
  void failsWhenNoWriteIsTakenAfterwards() throws Exception {
    world.databases.trouble(Trouble.NO_WRITES);

    ActionRun run = run(FailoverMode.PLANNED);

    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.sentence().toString()).contains("took no write");
  }

  @Test
  void doesNothingWhereAzureCannotBeReached() throws Exception {
    world.databases.trouble(Trouble.UNREACHABLE);

    ActionRun run = run(FailoverMode.PLANNED);

    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.sentence().toString()).startsWith("Nothing was changed");
    assertThat(world.databases.effects()).isZero();
    assertThat(world.databases.openProbes()).isZero();
  }

  @Test
  void blocksWhereThereIsNothingToFailOverTo() {
    world.databases.highAvailability("ReplicatingData");
    assertThat(verdict("high-availability", FailoverMode.FORCED)).isEqualTo(Verdict.BLOCK);

    world.databases.highAvailability("FailingOver");
    assertThat(verdict("high-availability", FailoverMode.PLANNED)).isEqualTo(Verdict.BLOCK);
  }

  @Test
  void blocksAPlannedFailoverToAStandbyThatIsFarBehindAndWarnsOfTheLossOfAForcedOne() {
    world.measured("pg.receiver_lag_bytes{receiver=standby}", 64e6);
    world.measured("pg.receiver_lag_seconds{receiver=standby}", 40);

    assertThat(verdict("standby-lag", FailoverMode.PLANNED)).isEqualTo(Verdict.BLOCK);
    Guard forced = guard("standby-lag", FailoverMode.FORCED);
    assertThat(forced.verdict()).isEqualTo(Verdict.WARN);
    assertThat(forced.evidence().toString())
        .contains("recovery point objective is 15 min, within it");
  }

  @Test
  void passesAStandbyThatIsUpToDate() {
    world.measured("pg.receiver_lag_bytes{receiver=standby}", 0);
    world.measured("pg.receiver_lag_seconds{receiver=standby}", 0);

    assertThat(verdict("standby-lag", FailoverMode.PLANNED)).isEqualTo(Verdict.PASS);
    assertThat(guard("replicas", FailoverMode.PLANNED).evidence().toString())
        .contains("2 replicas follow");
  }

  @Test
  void doesNotActOnStaleData() {
    world.without(Sources.AZURE_RESOURCES);
    assertThat(verdict("fresh-azure-resources", FailoverMode.FORCED)).isEqualTo(Verdict.BLOCK);
  }

  @Test
  void forcesAFailoverOfAServerThatCannotBeHeard() {
    world.without(Sources.POSTGRES);

    assertThat(verdict("fresh-postgres", FailoverMode.PLANNED)).isEqualTo(Verdict.BLOCK);
    assertThat(verdict("fresh-postgres", FailoverMode.FORCED)).isEqualTo(Verdict.WARN);
  }

  private ActionRun run(FailoverMode mode) throws InterruptedException {
    return world.run(world.actions(), ActionWorld.failover(mode));
  }

  private Verdict verdict(String guard, FailoverMode mode) {
    return guard(guard, mode).verdict();
  }

  private Guard guard(String name, FailoverMode mode) {
    return world.actions().plan(ActionWorld.failover(mode)).guards().stream()
        .filter(g -> g.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no guard " + name));
  }
}
