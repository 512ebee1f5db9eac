package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A queue's dead letters became more within the last hour: messages that nobody can process. */
final class DeadLetters implements Rule {
  private static final Duration LATELY = Duration.ofHours(1);

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Queues.Queue queue : Queues.all(situation, Queues.DEAD)) {
      double now = queue.measured().value().value();
      double fewest =
          situation
              .history()
              .between(
                  queue.namespace(),
                  queue.measured().value().metric(),
                  situation.now().minus(LATELY),
                  situation.now())
              .stream()
              .mapToDouble(Series.Point::value)
              .min()
              .orElse(now);
      if (now >= fewest + 1) {
        found.add(finding(situation, queue, now, now - fewest));
      }
    }
    return found;
  }

  private static Finding finding(Situation situation, Queues.Queue queue, double now, double more) {
    String name = situation.name(queue.component());
    return new Finding(
        Kind.DEAD_LETTERS,
        queue.component(),
        Sentence.of("diagnosis.dead-letters", name, Math.round(now)),
        List.of(
            situation.measured(
                queue.measured(),
                Sentence.of(
                    "diagnosis.evidence.dead-letters", name, Math.round(now), Math.round(more)))),
        situation.affectedBy(queue.component(), List.of()),
        Sentence.of("diagnosis.remedy.dead-letters", name),
        Certainty.CERTAIN);
  }
}
