package io.pilothouse.operations.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.world.FakeCluster;
import io.pilothouse.operations.world.FakeDatabases;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Intent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ends the process at every line of the journal, before and after it is on disk, starts another and
 * lets it resume: whatever the moment, the effect is done once or not at all, and the run says
 * which.
 */
class InterruptionTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rollbackIsDoneOnceOrNotAtAll(boolean afterWriting) throws Exception {
    int crashes = 0;
    boolean crashed = true;
    for (int line = 1; crashed; line++) {
      var world = new ActionWorld(folder.resolve(afterWriting + "-" + line));
      crashed = crash(world, ActionWorld.rollback(), line, afterWriting);
      world.actions().resumeInterrupted();

      assertThat(world.cluster.effects()).as("effects, line %d", line).isLessThanOrEqualTo(1);
      for (ActionRun run : world.actions().audit()) {
        assertThat(run.outcome())
            .as("line %d: %s", line, run.sentence())
            .isEqualTo(world.cluster.effects() == 1 ? Outcome.SUCCEEDED : Outcome.FAILED);
        assertThat(run.phase()).isEqualTo(ActionRun.Phase.ENDED);
      }
      assertThat(world.cluster.currentReplicaSet())
          .isEqualTo(world.cluster.effects() == 1 ? "rs-1" : "rs-2");
      crashes += crashed ? 1 : 0;
    }
    assertThat(crashes).as("lines of a run").isGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failoverIsDoneOnceOrNotAtAll(boolean afterWriting) throws Exception {
    int crashes = 0;
    boolean crashed = true;
    for (int line = 1; crashed; line++) {
      var world = new ActionWorld(folder.resolve(afterWriting + "-" + line));
      Intent intent = ActionWorld.failover(Intent.FailoverMode.PLANNED);
      crashed = crash(world, intent, line, afterWriting);
      world.actions().resumeInterrupted();

      assertThat(world.databases.effects()).as("effects, line %d", line).isLessThanOrEqualTo(1);
      assertThat(world.databases.openProbes()).as("probes, line %d", line).isZero();
      for (ActionRun run : world.actions().audit()) {
        assertThat(run.outcome())
            .as("line %d: %s", line, run.sentence())
            .isEqualTo(world.databases.effects() == 1 ? Outcome.SUCCEEDED : Outcome.FAILED);
      }
      assertThat(world.databases.zone()).isEqualTo(world.databases.effects() == 1 ? "2" : "1");
      crashes += crashed ? 1 : 0;
    }
    assertThat(crashes).as("lines of a run").isGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void resumingCanBeInterruptedToo(int resumedLine) throws Exception {
    for (int line = 2; line <= 12; line++) {
      var world = new ActionWorld(folder.resolve(resumedLine + "-" + line));
      crash(world, ActionWorld.rollback(), line, true);
      try {
        world.actions(new CrashingJournal(world.journal(), resumedLine, true)).resumeInterrupted();
      } catch (CrashingJournal.Crash e) {
        // The next process takes over.
      }
      world.actions().resumeInterrupted();

      List<ActionRun> runs = world.actions().audit();
      assertThat(runs).hasSize(1);
      assertThat(runs.getFirst().phase()).isEqualTo(ActionRun.Phase.ENDED);
      assertThat(world.cluster.effects()).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANSWER_LOST", "REQUEST_LOST"})
  void aLostAnswerIsResolvedByLookingAndNeverByAskingAgain(String trouble) throws Exception {
    var world = new ActionWorld(folder);
    world.cluster.nextRequest(FakeCluster.Trouble.valueOf(trouble));
    ActionRun rollback = world.run(world.actions(), ActionWorld.rollback());
    world.databases.trouble(FakeDatabases.Trouble.valueOf(trouble));
    ActionRun failover =
        world.run(world.actions(), ActionWorld.failover(Intent.FailoverMode.PLANNED));

    boolean done = trouble.equals("ANSWER_LOST");
    assertThat(rollback.outcome()).isEqualTo(done ? Outcome.SUCCEEDED : Outcome.UNKNOWN);
    assertThat(world.cluster.effects()).isEqualTo(done ? 1 : 0);
    assertThat(failover.outcome()).isEqualTo(done ? Outcome.SUCCEEDED : Outcome.UNKNOWN);
    assertThat(world.databases.effects()).isEqualTo(done ? 1 : 0);
    assertThat(failover.writeGapMillis()).contains(1_900L);
  }

  private static boolean crash(ActionWorld world, Intent intent, int line, boolean afterWriting)
      throws InterruptedException {
    var journal = new CrashingJournal(world.journal(), line, afterWriting);
    try {
      world.run(world.actions(journal), intent);
      return false;
    } catch (CrashingJournal.Crash e) {
      return true;
    }
  }
}
