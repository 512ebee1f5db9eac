package io.pilothouse.operations.actions;

import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Guard;
import java.util.List;

/** What guards come to. */
final class Guards {
  private Guards() {}

  /** Ends the run if a guard blocks; nothing was done then. */
  static void require(List<Guard> guards) throws RunEnds {
    List<Guard> blocking = guards.stream().filter(g -> g.verdict() == Guard.Verdict.BLOCK).toList();
    if (!blocking.isEmpty()) {
      throw new RunEnds(Outcome.REFUSED, "Nothing was changed: " + blocking.getFirst().evidence());
    }
  }
}
