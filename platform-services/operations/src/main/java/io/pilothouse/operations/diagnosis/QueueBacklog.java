package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Far more messages wait in a queue than did before: they come faster than they are taken. */
final class QueueBacklog implements Rule {
  private static final double MULTIPLE = 3;

  /** Fewer are taken in a moment. */
  private static final double LEAST = 50;

  /** Whatever was usual. */
  private static final double ALWAYS = 10_000;

  private static final Duration LOOK_BACK = Duration.ofHours(1);
  private static final Duration TOO_YOUNG = Duration.ofMinutes(2);

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Queues.Queue queue : Queues.all(situation, Queues.ACTIVE)) {
      double now = queue.measured().value().value();
      Instant until =
          situation
              .before(Kind.QUEUE_BACKLOG, queue.component())
              .map(Cause::since)
              .orElse(situation.now())
              .minus(TOO_YOUNG);
      double usual =
          Baseline.of(
                  situation.history(),
                  queue.namespace(),
                  queue.measured().value().metric(),
                  until.minus(LOOK_BACK),
                  until)
              .orElse(0.0);
      if (now >= LEAST && (now >= usual * MULTIPLE || now >= ALWAYS)) {
        found.add(finding(situation, queue, now, usual));
      }
    }
    return found;
  }

  private static Finding finding(
      Situation situation, Queues.Queue queue, double now, double usual) {
    String name = situation.name(queue.component());
    return new Finding(
        Kind.QUEUE_BACKLOG,
        queue.component(),
        Sentence.of("diagnosis.queue-backlog", name, Math.round(now)),
        List.of(
            situation.measured(
                queue.measured(),
                Sentence.of(
                    "diagnosis.evidence.messages", name, Math.round(now), Math.round(usual)))),
        situation.affectedBy(queue.component(), List.of()),
        Sentence.of("diagnosis.remedy.queue-backlog", name),
        Certainty.LIKELY);
  }
}
