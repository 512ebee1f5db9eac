package io.pilothouse.desktopapp.actions;

import io.pilothouse.desktopapp.live.Failures;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Subscription;

/**
 * What can be done, the talk about one action, and every run. Nothing runs that was not planned,
 * shown and confirmed by the typed name of its target.
 */
public final class ActionsViewModel implements AutoCloseable {
  private final LiveSession live;
  private final String operator;
  private final ReadOnlyObjectWrapper<List<Possibility>> possibilities =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<ActionRun>> runs =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Dialogue>> dialogue =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final StringProperty typed = new SimpleStringProperty("");
  private final BooleanExpression confirmable;
  private final Subscription subscription;
  private List<ActionRun> audited = List.of();

  /**
   * @param operator as whom actions are approved
   */
  public ActionsViewModel(LiveSession live, String operator) {
    this.live = live;
    this.operator = operator;
    this.confirmable =
        Bindings.createBooleanBinding(
            () ->
                dialogue
                    .get()
                    .map(d ->
                        d instanceof Dialogue.Planned planned
                            && planned.plan().allowed()
                            && planned.plan().typedName().equals(typed.get().strip()))
                    .orElse(false),
            dialogue,
            typed);
    this.subscription = live.state().subscribe(this::show);
    audit();
  }

  /** What can be asked for now. */
  public ReadOnlyObjectProperty<List<Possibility>> possibilities() {
    return possibilities.getReadOnlyProperty();
  }

  /** Every run, newest first: those going on and those of the audit. */
  public ReadOnlyObjectProperty<List<ActionRun>> runs() {
    return runs.getReadOnlyProperty();
  }

  /** The talk about one action; absent when there is none. */
  public ReadOnlyObjectProperty<Optional<Dialogue>> dialogue() {
    return dialogue.getReadOnlyProperty();
  }

  /** What the operator typed to confirm. */
  public StringProperty typed() {
    return typed;
  }

  /** Whether the plan may run: no guard blocks it and the name was typed. */
  public BooleanExpression confirmable() {
    return confirmable;
  }

  /** Plans an action and shows the plan. Changes nothing. */
  public void begin(Intent intent) {
    typed.set("");
    dialogue.set(Optional.of(new Dialogue.Planning(intent)));
    live.session()
        .plan(intent)
        .handleAsync(
            (plan, failure) -> {
              if (talkingOf(intent)) {
                dialogue.set(
                    Optional.of(
                        plan != null
                            ? new Dialogue.Planned(plan)
                            : new Dialogue.Refused(intent, Failures.sentence(failure))));
              }
              return plan;
            },
            live.ui())
        .exceptionally(Failures::logged);
  }

  /** Runs the plan that is shown, if it may run. */
  public void confirm() {
    if (!confirmable.get() || !(dialogue.get().orElseThrow() instanceof Dialogue.Planned shown)) {
      return;
    }
    Plan plan = shown.plan();
    dialogue.set(Optional.of(new Dialogue.Started(plan)));
    var approval = new Approval(operator, typed.get().strip(), live.now().get(), "desktop");
    live.session()
        .execute(plan, approval)
        .handleAsync(
            (run, failure) -> {
              if (talkingOf(plan.intent())) {
                dialogue.set(
                    Optional.of(
                        run != null
                            ? new Dialogue.Running(plan, run)
                            : new Dialogue.Refused(plan.intent(), Failures.sentence(failure))));
              }
              audit();
              return run;
            },
            live.ui())
        .exceptionally(Failures::logged);
  }

  /** Ends the talk. A run goes on without it. */
  public void dismiss() {
    dialogue.set(Optional.empty());
    typed.set("");
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }

  private boolean talkingOf(Intent intent) {
    return dialogue.get().filter(d -> d.intent().equals(intent)).isPresent();
  }

  private void audit() {
    live.session()
        .audit()
        .handleAsync(
            (all, failure) -> {
              if (all != null) {
                audited = all;
                merge(live.state().get());
              }
              return all;
            },
            live.ui())
        .exceptionally(Failures::logged);
  }

  private void show(SystemState state) {
    possibilities.set(Possibility.of(state));
    merge(state);
    dialogue
        .get()
        .ifPresent(d -> {
          switch (d) {
            case Dialogue.Started started -> follow(state, started.plan());
            case Dialogue.Running running -> follow(state, running.plan());
            case Dialogue.Planning _, Dialogue.Planned _, Dialogue.Refused _ -> {}
          }
        });
  }

  private void follow(SystemState state, Plan plan) {
    state.runs().stream()
        .filter(r -> r.id().equals(plan.id()))
        .findFirst()
        .ifPresent(r -> dialogue.set(Optional.of(new Dialogue.Running(plan, r))));
  }

  /** The runs of the state, then those that only the audit knows. */
  private void merge(SystemState state) {
    var all = new ArrayList<ActionRun>(state.runs());
    for (ActionRun run : audited) {
      if (state.runs().stream().noneMatch(r -> r.id().equals(run.id()))) {
        all.add(run);
      }
    }
    all.sort(Comparator.comparing(ActionRun::startedAt).reversed());
    runs.set(List.copyOf(all));
  }
}
