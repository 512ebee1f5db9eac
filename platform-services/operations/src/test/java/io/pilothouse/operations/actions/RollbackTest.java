package io.pilothouse.operations.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.world.FakeCluster;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Guard.Verdict;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
  @TempDir private Path folder;
  private ActionWorld world;
  private Actions actions;

  @BeforeEach
  void begin() {
    world = new ActionWorld(folder);
    actions = world.actions();
  }

  @Test
  void showsTheDifferenceBeforeAnythingIsDone() {
    Plan plan = actions.plan(ActionWorld.rollback());

    assertThat(plan.changes())
        .extracting(Sentence::toString)
        .contains("-  - image: registry/user-service:1.2", "+  - image: registry/user-service:1.1");
    assertThat(plan.allowed()).isTrue();
    assertThat(plan.typedName()).isEqualTo("user-service");
    assertThat(world.cluster.effects()).isZero();
  }

  @Test
  void endsWhenThePodsRunTheEarlierRevision() throws Exception {
    ActionRun run = world.run(actions, ActionWorld.rollback());

    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(run.steps())
        .extracting(ActionRun.Step::name)
        .containsExactly("check-guards", "patch-deployment", "watch-rollout", "verify-revision");
    assertThat(run.steps()).extracting(ActionRun.Step::outcome).containsOnly(Outcome.SUCCEEDED);
    assertThat(run.steps().get(2).detail().map(Sentence::toString))
        .contains("3 updated, 3 ready of 3, 0 of other revisions");
    assertThat(run.sentence().toString()).contains("promised are 5 min, kept");
    assertThat(world.cluster.currentReplicaSet()).isEqualTo("rs-1");
  }

  @Test
  void saysThatARolloutIsStuck() throws Exception {
    world.cluster.rolloutsGetStuck();

    ActionRun run = world.run(actions, ActionWorld.rollback());

    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.sentence().toString()).contains("ProgressDeadlineExceeded");
  }

  @Test
  void isRefusedWhenTheDeploymentChangedAfterThePlan() throws Exception {
    Plan plan = actions.plan(ActionWorld.rollback());
    world.cluster.deploysAnother();

    ActionRun run = actions.execute(plan, world.approval("user-service"));

    assertThat(run.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(run.sentence().toString()).contains("plan again");
    assertThat(world.cluster.effects()).isZero();
  }

  @Test
  void doesNothingWhereTheClusterCannotBeReached() throws Exception {
    world.cluster.nextRequest(FakeCluster.Trouble.UNREACHABLE);

    ActionRun run = world.run(actions, ActionWorld.rollback());

    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.sentence().toString()).startsWith("Nothing was changed");
  }

  @Test
  void wantsTheNameTyped() {
    Plan plan = actions.plan(ActionWorld.rollback());

    assertThatThrownBy(() -> actions.execute(plan, world.approval("user")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("user-service");
    assertThat(world.cluster.effects()).isZero();
  }

  @Test
  void runsAPlanOnce() throws Exception {
    Plan plan = actions.plan(ActionWorld.rollback());
    ActionRun first = actions.execute(plan, world.approval("user-service"));

    assertThat(first.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThatThrownBy(() -> actions.execute(plan, world.approval("user-service")))
        .isInstanceOf(Refused.class);
    assertThat(world.cluster.effects()).isEqualTo(1);
  }

  @Test
  void doesNotRunAPlanThatWasAltered() {
    Plan plan = actions.plan(new Intent.Rollback("user-service", Optional.of(2L)));
    var forged =
        new Plan(
            plan.id(),
            plan.intent(),
            plan.target(),
            plan.plannedAt(),
            plan.changes(),
            plan.affected(),
            plan.irreversible(),
            List.of(),
            plan.objectives(),
            plan.expectedMillis(),
            plan.typedName());

    assertThat(plan.allowed()).isFalse();
    assertThatThrownBy(() -> actions.execute(forged, world.approval("user-service")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void doesNotRunAnOldPlan() {
    Plan plan = actions.plan(ActionWorld.rollback());
    world.clock.advance(ActionWorld.A_LONG_TIME);

    assertThatThrownBy(() -> actions.execute(plan, world.approval("user-service")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("old");
  }

  @Test
  void namesTheServicesThereAreWhenThereIsNoSuchOne() {
    assertThatThrownBy(() -> actions.plan(new Intent.Rollback("users", Optional.empty())))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("user-service");
  }

  @Test
  void blocksOnWhatMustNotBe() {
    assertThat(verdict("target-revision", new Intent.Rollback("user-service", Optional.of(7L))))
        .isEqualTo(Verdict.BLOCK);
    assertThat(verdict("differs", new Intent.Rollback("user-service", Optional.of(2L))))
        .isEqualTo(Verdict.BLOCK);
    world.cluster.forbids();
    assertThat(verdict("permission", ActionWorld.rollback())).isEqualTo(Verdict.BLOCK);
    world.cluster.pauses();
    assertThat(verdict("rollout", ActionWorld.rollback())).isEqualTo(Verdict.BLOCK);
    world.without(Sources.KUBERNETES);
    assertThat(verdict("fresh-kubernetes", ActionWorld.rollback())).isEqualTo(Verdict.BLOCK);
  }

  @Test
  void warnsOutsideTheMaintenanceWindowAndOfAMissingApproval() {
    world.with(TripGen.system().changePolicy("Sun 02:00-04:00 Asia/Seoul", true).blueprint());
    actions = world.actions();

    assertThat(verdict("maintenance-window", ActionWorld.rollback())).isEqualTo(Verdict.WARN);
    assertThat(verdict("change-approval", ActionWorld.rollback())).isEqualTo(Verdict.WARN);
    assertThat(actions.plan(ActionWorld.rollback()).allowed()).isTrue();
  }

  @Test
  void tellsHowLongItUsuallyTakes() throws Exception {
    assertThat(actions.plan(ActionWorld.rollback()).expectedMillis()).isEmpty();
    world.run(actions, ActionWorld.rollback());

    assertThat(actions.plan(ActionWorld.rollback()).expectedMillis()).isPresent();
  }

  private Verdict verdict(String guard, Intent intent) {
    return actions.plan(intent).guards().stream()
        .filter(g -> g.name().equals(guard))
        .map(Guard::verdict)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no guard " + guard));
  }
}
