package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.ServiceWork;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.operations.health.WorkloadMetrics.Trouble;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A service cannot reach what it needs, and the network policies on its pods let nothing out to
 * that port. A policy alone is no cause, nor is a failed call; policies under which the service has
 * worked before did not cut it off now, nor did one that came after the calls had failed.
 */
final class NetworkBlocked implements Rule {
  private static final double LEAST_ERRORS = 0.1;

  /** So long after a policy came, figures still tell of the time before it. */
  private static final Duration SETTLING = Duration.ofSeconds(40);

  /** How a packet that is dropped or rejected looks to who sent it. */
  private static final Set<Trouble> CUT =
      EnumSet.of(Trouble.TIMEOUT, Trouble.REFUSED, Trouble.OTHER);

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    List<NetworkPolicy> all = situation.estate().snapshot().all(NetworkPolicy.class);
    for (Workload service : situation.services()) {
      List<NetworkPolicy> policies =
          all.stream()
              .filter(p -> p.egress().isPresent() && selects(p, service.deployment().value()))
              .toList();
      Map<String, Double> cut = cut(situation, service, policies);
      if (!cut.isEmpty() && mayBeOf(policies, service, situation)) {
        found.add(finding(situation, service, policies, cut));
      }
    }
    return found;
  }

  /** Not what was measured before the newest policy came, nor where it is known to do no harm. */
  private static boolean mayBeOf(
      List<NetworkPolicy> policies, Workload service, Situation situation) {
    return policies.stream()
        .flatMap(p ->
            Optional.ofNullable(situation.estate().snapshot().resources().get(p.id())).stream())
        .map(Observed::observedAt)
        .max(Instant::compareTo)
        .map(newest ->
            measuredSince(
                    calmBefore(newest, service, situation) ? newest : settled(newest), service)
                && !workedUnder(newest, service, situation))
        .orElse(true);
  }

  /** A rate is of the seconds before it was taken: at a start it may be of before the policy. */
  private static Instant settled(Instant newest) {
    return newest.plus(SETTLING);
  }

  /** Whether its calls went well just before: what fails now began to fail under the policy. */
  private static boolean calmBefore(Instant newest, Workload service, Situation situation) {
    List<Series.Point> before =
        errors(newest.minus(SETTLING), newest.minusMillis(1), service, situation);
    return !before.isEmpty() && before.stream().allMatch(NetworkBlocked::calm);
  }

  private static boolean measuredSince(Instant earliest, Workload service) {
    return service
        .work()
        .newest()
        .filter(measured -> !measured.value().measuredAt().isBefore(earliest))
        .isPresent();
  }

  private static boolean workedUnder(Instant newest, Workload service, Situation situation) {
    return errors(settled(newest), situation.now(), service, situation).stream()
        .anyMatch(NetworkBlocked::calm);
  }

  private static boolean calm(Series.Point errors) {
    return errors.value() < LEAST_ERRORS;
  }

  private static List<Series.Point> errors(
      Instant from, Instant to, Workload service, Situation situation) {
    return situation
        .history()
        .between(service.resource(), WorkloadMetrics.ALL_DEPENDENCY_ERRORS, from, to);
  }

  private static boolean selects(NetworkPolicy policy, WorkloadResource deployment) {
    return policy.namespace().equals(deployment.namespace())
        && policy.pods().matches(deployment.template().labels());
  }

  /** Errors a second by component that is needed and that no rule lets through to. */
  private static Map<String, Double> cut(
      Situation situation, Workload service, List<NetworkPolicy> policies) {
    var cut = new TreeMap<String, Double>();
    if (policies.isEmpty()) {
      return cut;
    }
    for (Map.Entry<ServiceWork.Dependency, Double> error : service.work().errors().entrySet()) {
      String component = error.getKey().component();
      boolean blocked =
          CUT.contains(error.getKey().trouble())
              && Destination.of(situation, component)
                  .filter(to -> policies.stream().noneMatch(to::openUnder))
                  .isPresent();
      if (blocked) {
        cut.merge(component, error.getValue(), Double::sum);
      }
    }
    cut.values().removeIf(rate -> rate < LEAST_ERRORS);
    return cut;
  }

  private static Finding finding(
      Situation situation,
      Workload service,
      List<NetworkPolicy> policies,
      Map<String, Double> cut) {
    var evidence = new ArrayList<Evidence>();
    cut.forEach((component, rate) ->
        evidence.add(
            situation.reported(
                service,
                Sentence.of(
                    "diagnosis.evidence.errors",
                    service.name(),
                    Baseline.rounded(rate),
                    situation.name(component)))));
    List<String> names = policies.stream().map(NetworkPolicy::name).toList();
    Optional.ofNullable(situation.estate().snapshot().resources().get(policies.getFirst().id()))
        .ifPresent(p ->
            evidence.add(situation.seen(p, Sentence.of("diagnosis.evidence.policies", names))));
    return new Finding(
        Kind.NETWORK_BLOCKED,
        service.id(),
        Sentence.of(
            "diagnosis.network-blocked",
            service.name(),
            cut.keySet().stream().map(situation::name).toList()),
        evidence,
        situation.affectedBy(service.id(), List.of()),
        Sentence.of("diagnosis.remedy.network-blocked", names),
        Certainty.LIKELY);
  }
}
