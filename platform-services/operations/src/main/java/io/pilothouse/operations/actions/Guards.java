package io.pilothouse.operations.actions;

import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;

/** What guards come to. */
final class Guards {
  private Guards() {}

  /** A check that found nothing against it. */
  static Guard pass(String name, String key, Object... arguments) {
    return new Guard(name, Guard.Verdict.PASS, Sentence.of(key, arguments));
  }

  /** A check whose finding the operator must see. */
  static Guard warn(String name, String key, Object... arguments) {
    return new Guard(name, Guard.Verdict.WARN, Sentence.of(key, arguments));
  }

  /** A check that forbids the action. */
  static Guard block(String name, String key, Object... arguments) {
    return new Guard(name, Guard.Verdict.BLOCK, Sentence.of(key, arguments));
  }

  /** Ends the run if a guard blocks; nothing was done then. */
  static void require(List<Guard> guards) throws RunEnds {
    List<Guard> blocking = guards.stream().filter(g -> g.verdict() == Guard.Verdict.BLOCK).toList();
    if (!blocking.isEmpty()) {
      throw new RunEnds(
          Outcome.REFUSED, Sentence.of("operations.run.unchanged", blocking.getFirst().evidence()));
    }
  }
}
