package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.Signals;
import io.pilothouse.operations.health.WorkloadMetrics.Trouble;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A database server gives no more connections: as many as it allows are in use. */
final class ConnectionsExhausted implements Rule {
  private static final double FULL = 0.95;
  private static final double LEAST_ERRORS = 0.1;

  /** Services whose own pool is not full and who are refused are refused by the server. */
  private static final double POOL_FULL = 95;

  private static final Set<Trouble> NONE_LEFT = EnumSet.of(Trouble.EXHAUSTED);

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Situation.Server server : situation.servers("database-server")) {
      find(situation, server).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Finding> find(Situation situation, Situation.Server server) {
    FlexibleServer resource = server.resource().value();
    var evidence = new ArrayList<Evidence>();
    Optional<Double> most = situation.estate().judgeable(resource, Signals.MAX_CONNECTIONS);
    boolean counted =
        situation
            .estate()
            .measured(resource, Signals.CONNECTIONS)
            .filter(situation.estate()::current)
            .filter(c -> most.filter(m -> m > 0 && c.value().value() >= m * FULL).isPresent())
            .map(c ->
                evidence.add(
                    situation.measured(
                        c,
                        Sentence.of(
                            "diagnosis.evidence.connections",
                            Math.round(c.value().value()),
                            Math.round(most.orElse(0.0))))))
            .orElse(false);
    Optional<Failures> failures =
        Failures.of(situation, NONE_LEFT, LEAST_ERRORS).stream()
            .filter(f -> f.component().equals(server.status().id()))
            .filter(f ->
                f.services().stream()
                    .anyMatch(s -> s.work().poolPercent().filter(p -> p >= POOL_FULL).isEmpty()))
            .findFirst();
    failures.ifPresent(
        f -> evidence.addAll(f.evidence(situation, "diagnosis.evidence.no-connection", NONE_LEFT)));
    if (evidence.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.CONNECTIONS_EXHAUSTED,
            server.status().id(),
            Sentence.of("diagnosis.connections-exhausted", server.status().name()),
            evidence,
            failures
                .map(f -> f.affected(situation))
                .orElseGet(() -> situation.affectedBy(server.status().id(), List.of())),
            Sentence.of("diagnosis.remedy.connections-exhausted", server.status().name()),
            counted ? Certainty.CERTAIN : Certainty.LIKELY));
  }
}
