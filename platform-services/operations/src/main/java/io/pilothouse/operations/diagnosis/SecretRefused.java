package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.WorkloadMetrics.Trouble;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A component answers and refuses who signs in: the secret that services hold is not its own. */
final class SecretRefused implements Rule {
  private static final double LEAST_ERRORS = 0.1;
  private static final Set<Trouble> REFUSED = EnumSet.of(Trouble.UNAUTHORIZED);

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    return Failures.of(situation, REFUSED, LEAST_ERRORS).stream()
        .map(f ->
            new Finding(
                Kind.SECRET_REFUSED,
                f.component(),
                Sentence.of("diagnosis.secret-refused", situation.name(f.component())),
                f.evidence(situation, "diagnosis.evidence.unauthorized", REFUSED),
                f.affected(situation),
                Sentence.of("diagnosis.remedy.secret-refused", situation.name(f.component())),
                Certainty.CERTAIN))
        .toList();
  }
}
