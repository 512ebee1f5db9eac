package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.Signals;
import io.pilothouse.operations.health.WorkloadMetrics.Trouble;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A database's primary does not answer, or the platform says that it does not run. */
final class PrimaryDown implements Rule {
  /** States of a server in which it serves nobody. */
  private static final Set<String> DOWN =
      Set.of("Stopped", "Stopping", "Inaccessible", "Disabled", "Dropping", "Unavailable");

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Situation.Server server : situation.servers("database-server")) {
      server(situation, server).ifPresent(found::add);
    }
    for (Workload pod : situation.workloads()) {
      if (pod.status().kind().equals("database-server")) {
        pod(situation, pod).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Finding> server(Situation situation, Situation.Server server) {
    FlexibleServer resource = server.resource().value();
    if (resource.replica()) {
      return Optional.empty();
    }
    var evidence = new ArrayList<Evidence>();
    boolean said = false;
    Optional<Observed<Measurement>> alive =
        situation.estate().measured(resource, Signals.ALIVE).filter(situation.estate()::current);
    boolean silent = alive.filter(a -> a.value().value() <= 0).isPresent();
    if (silent) {
      Observed<Measurement> last = alive.orElseThrow();
      evidence.add(
          situation.measured(
              last, Sentence.of("diagnosis.evidence.silent", last.value().metric())));
      said = last.source().equals(Sources.AZURE_METRICS);
    }
    boolean told = situation.heard(Sources.AZURE_RESOURCES);
    if (told && DOWN.contains(resource.state())) {
      evidence.add(
          situation.seen(
              server.resource(), Sentence.of("diagnosis.evidence.state", resource.state())));
      said = true;
    }
    if (evidence.isEmpty()) {
      return Optional.empty();
    }
    if (told && resource.highAvailabilityState().filter("FailingOver"::equals).isPresent()) {
      evidence.add(
          situation.seen(server.resource(), Sentence.of("diagnosis.evidence.failing-over")));
      said = true;
    }
    List<String> failing = new ArrayList<>();
    for (Workload service : situation.services()) {
      double errors =
          service.work().errorsOf(server.status().id())
              - service.work().errorsOf(Trouble.EXHAUSTED, server.status().id());
      if (errors > 0) {
        failing.add(service.id());
        evidence.add(
            situation.reported(
                service,
                Sentence.of(
                    "diagnosis.evidence.errors",
                    service.name(),
                    rounded(errors),
                    server.status().name())));
      }
    }
    return Optional.of(
        new Finding(
            Kind.PRIMARY_DOWN,
            server.status().id(),
            Sentence.of("diagnosis.primary-down", server.status().name()),
            evidence,
            situation.affectedBy(server.status().id(), failing),
            remedy(server),
            said ? Certainty.CERTAIN : Certainty.LIKELY));
  }

  private static Sentence remedy(Situation.Server server) {
    FlexibleServer resource = server.resource().value();
    boolean standby =
        !resource.highAvailabilityMode().isBlank()
            && !resource.highAvailabilityMode().equalsIgnoreCase("Disabled");
    if (resource.state().equals("Stopped")) {
      return Sentence.of("diagnosis.remedy.start-server", server.status().name());
    }
    return standby
        ? Sentence.of("diagnosis.remedy.failover", server.status().name(), server.status().id())
        : Sentence.of("diagnosis.remedy.restart-server", server.status().name());
  }

  /** A database in a pod is down when none of its pods is ready. */
  private static Optional<Finding> pod(Situation situation, Workload pod) {
    if (pod.deployment().value().ready() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.PRIMARY_DOWN,
            pod.id(),
            Sentence.of("diagnosis.primary-down", pod.name()),
            List.of(
                situation.seen(
                    pod.deployment(),
                    Sentence.of(
                        "diagnosis.evidence.ready", 0, pod.deployment().value().desired()))),
            situation.affectedBy(pod.id(), List.of()),
            Sentence.of("diagnosis.remedy.database-pod", pod.name()),
            Certainty.CERTAIN));
  }

  static String rounded(double value) {
    return Baseline.rounded(value);
  }
}
