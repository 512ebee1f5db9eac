package io.pilothouse.desktopapp.actions;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;

/** Where the talk about one action stands, from the wish to the measured end. */
public sealed interface Dialogue {
  Intent intent();

  /** The plan is being made. */
  record Planning(Intent intent) implements Dialogue {}

  /** It was refused, or could not be reached. @param sentence what, why and the remedy */
  record Refused(Intent intent, Sentence sentence) implements Dialogue {}

  /** The plan is shown and waits for the operator's word. */
  record Planned(Plan plan) implements Dialogue {
    @Override
    public Intent intent() {
      return plan.intent();
    }
  }

  /** Approved; no step is known yet. */
  record Started(Plan plan) implements Dialogue {
    @Override
    public Intent intent() {
      return plan.intent();
    }
  }

  /** It runs, or has ended. */
  record Running(Plan plan, ActionRun run) implements Dialogue {
    @Override
    public Intent intent() {
      return plan.intent();
    }
  }
}
