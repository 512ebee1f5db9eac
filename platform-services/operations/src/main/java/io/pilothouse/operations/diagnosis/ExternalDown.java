package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;

/**
 * Calls to an external system are refused or answered with errors, more than they are given up. A
 * breaker that is open and nothing else says only that calls failed, not how.
 */
final class ExternalDown implements Rule {
  /** Calls a second; one that fails now and then is none. */
  static final double LEAST_ERRORS = 0.1;

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    return ExternalCalls.all(situation, deeper).stream()
        .filter(c -> down(c) || unknownWhy(situation, c))
        .map(c -> finding(situation, c))
        .toList();
  }

  private static boolean down(ExternalCalls calls) {
    return calls.failures() >= LEAST_ERRORS && calls.failures() >= calls.timeouts();
  }

  private static boolean unknownWhy(Situation situation, ExternalCalls calls) {
    return calls.breakersOpen() > 0
        && calls.timeouts() == 0
        && calls.millis().isEmpty()
        && situation.before(Kind.EXTERNAL_SLOW, calls.system()).isEmpty();
  }

  private static Finding finding(Situation situation, ExternalCalls calls) {
    return new Finding(
        Kind.EXTERNAL_DOWN,
        calls.system(),
        Sentence.of("diagnosis.external-down", situation.name(calls.system())),
        calls.evidence(situation),
        calls.affected(situation),
        Sentence.of("diagnosis.remedy.external-down", situation.name(calls.system())),
        down(calls) ? Certainty.LIKELY : Certainty.POSSIBLE);
  }
}
