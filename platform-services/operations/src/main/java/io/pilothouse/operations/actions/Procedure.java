package io.pilothouse.operations.actions;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.action.Plan;
import java.util.Map;

/** One kind of action: how it is planned, done, and picked up after an interruption. */
interface Procedure {
  /**
   * Plans it and says what a verification will compare with. Changes nothing.
   *
   * @throws io.pilothouse.sharedmodel.stream.Session.Refused if there is nothing to plan
   */
  Prepared prepare(String runId) throws ControlException;

  /** Does it, from the first guard to the verified end. */
  void execute(RunLog log) throws RunEnds, InterruptedException;

  /**
   * Picks up a run that was interrupted: looks at what is so, and never asks for the effect again.
   */
  void resume(RunLog log) throws RunEnds, InterruptedException;

  /** A plan with what the run's first line keeps of the state before. */
  record Prepared(Plan plan, Map<String, String> baseline) {
    public Prepared {
      baseline = Map.copyOf(baseline);
    }
  }
}
