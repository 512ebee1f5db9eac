package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.Signals;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A replica and the server that it is to replicate both say that they are primary, by their own
 * protocol, and nobody has promoted the replica: what is written to one is missing in the other.
 */
final class TwoPrimaries implements Rule {
  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Situation.Server replica : situation.servers("database-replica")) {
      FlexibleServer second = replica.resource().value();
      if (!situation.heard(replica.resource().source())
          || !second.replica()
          || !second.state().equals("Ready")) {
        continue;
      }
      situation.servers("database-server").stream()
          .filter(s -> second.sourceServer().filter(s.resource().value().id()::equals).isPresent())
          .findFirst()
          .flatMap(first -> finding(situation, first, replica))
          .ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Finding> finding(
      Situation situation, Situation.Server first, Situation.Server second) {
    Optional<Observed<Measurement>> one = writes(situation, first);
    Optional<Observed<Measurement>> other = writes(situation, second);
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    String server = first.status().name();
    String replica = second.status().name();
    return Optional.of(
        new Finding(
            Kind.TWO_PRIMARIES,
            first.status().id(),
            Sentence.of("diagnosis.two-primaries", server, replica),
            List.of(
                situation.measured(other.get(), Sentence.of("diagnosis.evidence.writes", replica)),
                situation.measured(one.get(), Sentence.of("diagnosis.evidence.writes", server)),
                situation.seen(
                    second.resource(),
                    Sentence.of(
                        "diagnosis.evidence.role",
                        replica,
                        second.resource().value().replicationRole().orElse("")))),
            situation.affectedBy(first.status().id(), List.of(second.status().id())),
            Sentence.of("diagnosis.remedy.two-primaries", server, replica),
            Certainty.CERTAIN));
  }

  private static Optional<Observed<Measurement>> writes(
      Situation situation, Situation.Server server) {
    return situation
        .estate()
        .measured(server.resource().value(), Signals.IN_RECOVERY)
        .filter(situation.estate()::current)
        .filter(m -> m.value().value() <= 0);
  }
}
