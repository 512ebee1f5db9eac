package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ReplicationLag;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A read replica has not replayed what its primary wrote longer ago than it may. */
final class ReplicaBehind implements Rule {
  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Situation.Server replica : situation.servers("database-replica")) {
      double most = allowed(situation, replica.status().id()).toMillis() / 1_000.0;
      var lag = ReplicationLag.ofReplica(situation.estate(), replica.resource().value());
      lag.judgeableSeconds(situation.estate())
          .filter(s -> s > most)
          .ifPresent(s -> found.add(finding(situation, replica, lag, s, most)));
    }
    return found;
  }

  private static Duration allowed(Situation situation, String replica) {
    return situation.blueprint().stream()
        .flatMap(b -> b.databaseServers().stream())
        .filter(s -> s.replicas().stream().anyMatch(r -> r.id().equals(replica)))
        .findFirst()
        .flatMap(DatabaseServer::replication)
        .flatMap(r -> r.maximumLag())
        .orElse(ReplicationLag.USUAL_LIMIT);
  }

  private static Finding finding(
      Situation situation,
      Situation.Server replica,
      ReplicationLag lag,
      double seconds,
      double most) {
    var evidence = new ArrayList<Evidence>();
    lag.seconds()
        .ifPresent(m ->
            evidence.add(
                situation.measured(
                    m,
                    Sentence.of(
                        "diagnosis.evidence.lag",
                        Baseline.rounded(seconds),
                        Baseline.rounded(most)))));
    lag.bytes()
        .filter(situation.estate()::current)
        .ifPresent(m ->
            evidence.add(
                situation.measured(
                    m,
                    Sentence.of("diagnosis.evidence.lag-bytes", Math.round(m.value().value())))));
    return new Finding(
        Kind.REPLICA_BEHIND,
        replica.status().id(),
        Sentence.of("diagnosis.replica-behind", replica.status().name(), Baseline.rounded(seconds)),
        evidence,
        situation.affectedBy(replica.status().id(), List.of()),
        Sentence.of("diagnosis.remedy.replica-behind", replica.status().name()),
        Certainty.CERTAIN);
  }
}
