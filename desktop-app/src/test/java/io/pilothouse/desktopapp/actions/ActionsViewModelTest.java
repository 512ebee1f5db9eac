package io.pilothouse.desktopapp.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.testsystem.Moments;
import io.pilothouse.desktopapp.testsystem.TravelSession;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionsViewModelTest {
  private static final Intent FAILOVER =
      new Intent.Failover("postgresql-server", Intent.FailoverMode.PLANNED);

  private final Moments clock = new Moments();
  private final TravelSession session = new TravelSession(clock);
  private final LiveSession live = new LiveSession(session, Runnable::run, Runnable::run, clock);
  private final ActionsViewModel model = new ActionsViewModel(live, "operator");

  @Test
  void offersRollbackOnlyWhereThereIsAnEarlierRevisionAndFailoverOnlyOfPrimaries() {
    assertThat(model.possibilities().get())
        .extracting(Possibility::intent)
        .containsExactly(
            new Intent.Rollback("trip-service", Optional.empty()),
            FAILOVER,
            new Intent.Failover("postgresql-server", Intent.FailoverMode.FORCED));
  }

  @Test
  void aPlanRunsOnlyWhenTheNameOfItsTargetWasTyped() {
    model.begin(FAILOVER);
    assertThat(model.dialogue().get()).containsInstanceOf(Dialogue.Planned.class);
    assertThat(model.confirmable().get()).isFalse();
    model.confirm();
    assertThat(live.state().get().runs()).isEmpty();
    model.typed().set("postgresql-serve");
    assertThat(model.confirmable().get()).isFalse();
    model.typed().set(" postgresql-server ");
    assertThat(model.confirmable().get()).isTrue();
  }

  @Test
  void aRunIsFollowedFromItsFirstStepToItsMeasuredEnd() {
    model.begin(FAILOVER);
    model.typed().set("postgresql-server");
    model.confirm();
    assertThat(run().outcome()).isEqualTo(ActionRun.Outcome.RUNNING);
    assertThat(run().approval())
        .hasValueSatisfying(a -> assertThat(a.operator()).isEqualTo("operator"));
    session.finish();
    assertThat(run().outcome()).isEqualTo(ActionRun.Outcome.SUCCEEDED);
    assertThat(run().writeGapMillis()).contains(412L);
    assertThat(model.runs().get()).extracting(ActionRun::id).containsExactly("run-failover");
  }

  @Test
  void aRunGoesOnWithoutItsDialog() {
    model.begin(FAILOVER);
    model.typed().set("postgresql-server");
    model.confirm();
    model.dismiss();
    session.finish();
    assertThat(model.dialogue().get()).isEmpty();
    assertThat(model.runs().get().getFirst().outcome()).isEqualTo(ActionRun.Outcome.SUCCEEDED);
  }

  @Test
  void aRefusalSaysWhy() {
    model.begin(new Intent.Rollback("user-service", Optional.empty()));
    assertThat(model.dialogue().get())
        .hasValueSatisfying(d ->
            assertThat(d)
                .isEqualTo(
                    new Dialogue.Refused(
                        new Intent.Rollback("user-service", Optional.empty()),
                        Sentence.verbatim(
                            "user-service has no earlier revision: it was deployed once. Nothing"
                                + " can be rolled back."))));
  }

  private ActionRun run() {
    return ((Dialogue.Running) model.dialogue().get().orElseThrow()).run();
  }
}
