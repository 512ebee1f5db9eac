package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.operations.health.WorkloadMetrics.Trouble;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the calls to one external system fare, over all services that make them.
 *
 * @param millis the slowest service's time of an answer
 * @param usualMillis what that was before
 * @param timeout after which a caller gives up, as the document has it
 * @param timeouts calls a second that were given up
 * @param failures calls a second that were refused or answered with an error
 * @param breakersOpen pods whose breaker is open
 * @param callers services that suffer from it
 */
record ExternalCalls(
    String system,
    Optional<Double> millis,
    Optional<Double> usualMillis,
    Optional<Duration> timeout,
    double timeouts,
    double failures,
    long breakersOpen,
    List<Workload> callers) {
  private static final Duration LOOK_BACK = Duration.ofMinutes(30);
  private static final Duration TOO_YOUNG = Duration.ofSeconds(60);

  /**
   * Of every external system that a service reports calls to. Who cannot get out of the cluster
   * says nothing of what is outside.
   */
  static List<ExternalCalls> all(Situation situation, List<Finding> deeper) {
    var systems = new TreeMap<String, List<Workload>>();
    for (Workload service : situation.services()) {
      if (keptIn(service, deeper)) {
        continue;
      }
      service
          .work()
          .externalMillis()
          .keySet()
          .forEach(e -> systems.computeIfAbsent(e, k -> new ArrayList<>()).add(service));
      service
          .work()
          .breakersOpen()
          .keySet()
          .forEach(e -> add(systems.computeIfAbsent(e, k -> new ArrayList<>()), service));
      service.work().errors().keySet().stream()
          .map(d -> d.component())
          .filter(c -> external(situation, c).isPresent())
          .forEach(e -> add(systems.computeIfAbsent(e, k -> new ArrayList<>()), service));
    }
    return systems.entrySet().stream().map(e -> of(situation, e.getKey(), e.getValue())).toList();
  }

  private static boolean keptIn(Workload service, List<Finding> deeper) {
    return deeper.stream()
        .anyMatch(d ->
            (d.kind() == Kind.NETWORK_BLOCKED || d.kind() == Kind.DNS_DOWN)
                && d.concerns(service.id()));
  }

  private static void add(List<Workload> services, Workload service) {
    if (!services.contains(service)) {
      services.add(service);
    }
  }

  private static Optional<ExternalSystem> external(Situation situation, String id) {
    return situation.blueprint().stream()
        .flatMap(b -> b.externalSystems().stream())
        .filter(e -> e.id().equals(id))
        .findFirst();
  }

  private static ExternalCalls of(Situation situation, String system, List<Workload> services) {
    Optional<Workload> slowest =
        services.stream()
            .filter(s -> s.work().externalMillis().containsKey(system))
            .max(Comparator.comparingDouble(s -> millis(s, system)));
    return new ExternalCalls(
        system,
        slowest.map(s -> millis(s, system)),
        slowest.flatMap(s -> usual(situation, s, system)),
        external(situation, system).stream()
            .flatMap(e -> e.circuitBreakers().stream())
            .flatMap(b -> b.timeout().stream())
            .min(Comparator.naturalOrder()),
        sum(services, s -> s.work().errorsOf(Trouble.TIMEOUT, system)),
        sum(
            services,
            s ->
                s.work().errorsOf(Trouble.REFUSED, system)
                    + s.work().errorsOf(Trouble.OTHER, system)),
        services.stream().mapToLong(s -> s.work().breakersOpen().getOrDefault(system, 0L)).sum(),
        List.copyOf(services));
  }

  private static double millis(Workload service, String system) {
    return service.work().externalMillis().getOrDefault(system, 0.0);
  }

  private static Optional<Double> usual(Situation situation, Workload service, String system) {
    var until =
        situation
            .before(Kind.EXTERNAL_SLOW, system)
            .map(c -> c.since())
            .orElse(situation.now())
            .minus(TOO_YOUNG);
    return Baseline.of(
        situation.history(),
        service.resource(),
        WorkloadMetrics.EXTERNAL_TIME + system,
        until.minus(LOOK_BACK),
        until);
  }

  private static double sum(
      List<Workload> services, java.util.function.ToDoubleFunction<Workload> value) {
    return services.stream().mapToDouble(value).sum();
  }

  /** What each service reports of it. */
  List<Evidence> evidence(Situation situation) {
    var evidence = new ArrayList<Evidence>();
    for (Workload service : callers) {
      Optional<Double> time = Optional.ofNullable(service.work().externalMillis().get(system));
      double errors = service.work().errorsOf(system);
      if (errors > 0) {
        evidence.add(
            situation.reported(
                service,
                Sentence.of(
                    "diagnosis.evidence.errors",
                    service.name(),
                    Baseline.rounded(errors),
                    situation.name(system))));
      }
      time.ifPresent(t ->
          evidence.add(
              situation.reported(
                  service,
                  usualMillis
                      .map(u ->
                          Sentence.of(
                              "diagnosis.evidence.external-time.usual",
                              situation.name(system),
                              service.name(),
                              Baseline.rounded(t),
                              Baseline.rounded(u)))
                      .orElseGet(() ->
                          Sentence.of(
                              "diagnosis.evidence.external-time",
                              situation.name(system),
                              service.name(),
                              Baseline.rounded(t))))));
      long open = service.work().breakersOpen().getOrDefault(system, 0L);
      if (open > 0) {
        evidence.add(
            situation.reported(
                service,
                Sentence.of(
                    "diagnosis.evidence.breaker", service.name(), situation.name(system), open)));
      }
    }
    return evidence;
  }

  /** Who suffers: the callers, and who is not well behind them. */
  List<String> affected(Situation situation) {
    return situation.affectedBy(system, callers.stream().map(Workload::id).toList());
  }
}
