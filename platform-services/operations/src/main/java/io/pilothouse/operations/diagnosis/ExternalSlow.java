package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;

/**
 * An external system answers, and takes several times as long as it did or nearly as long as its
 * callers wait. Once its breaker is open nobody asks any more: it stays slow until that closes.
 */
final class ExternalSlow implements Rule {
  private static final double MULTIPLE = 4;
  private static final double LEAST_MILLIS = 400;
  private static final double OF_TIMEOUT = 0.8;

  /** Where neither the document nor the past says what is slow. */
  private static final double WITHOUT_MEASURE = 5_000;

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    return ExternalCalls.all(situation, deeper).stream()
        .filter(c -> deeper.stream().noneMatch(d -> d.component().equals(c.system())))
        .filter(c -> slow(c) || wasSlow(situation, c))
        .map(c -> finding(situation, c))
        .toList();
  }

  private static boolean slow(ExternalCalls calls) {
    double millis = calls.millis().orElse(0.0);
    boolean nearTimeout =
        calls.timeout().filter(t -> millis >= t.toMillis() * OF_TIMEOUT).isPresent();
    boolean unusual =
        calls
            .usualMillis()
            .filter(u -> millis >= u * MULTIPLE && millis >= LEAST_MILLIS)
            .isPresent();
    boolean simplySlow =
        calls.timeout().isEmpty() && calls.usualMillis().isEmpty() && millis >= WITHOUT_MEASURE;
    return nearTimeout || unusual || simplySlow || calls.timeouts() >= ExternalDown.LEAST_ERRORS;
  }

  private static boolean wasSlow(Situation situation, ExternalCalls calls) {
    return calls.breakersOpen() > 0
        && situation.before(Kind.EXTERNAL_SLOW, calls.system()).isPresent();
  }

  private static Finding finding(Situation situation, ExternalCalls calls) {
    return new Finding(
        Kind.EXTERNAL_SLOW,
        calls.system(),
        Sentence.of("diagnosis.external-slow", situation.name(calls.system())),
        calls.evidence(situation),
        calls.affected(situation),
        Sentence.of("diagnosis.remedy.external-slow", situation.name(calls.system())),
        Certainty.LIKELY);
  }
}
