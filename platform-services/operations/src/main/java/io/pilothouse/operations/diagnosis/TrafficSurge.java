package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Requests are a multiple of what they were minutes ago, or more than the document plans for. They
 * come from outside: where several services see them, the entrance is named.
 */
final class TrafficSurge implements Rule {
  private static final double MULTIPLE = 3;

  /** A service that hardly anybody calls triples by chance. */
  private static final double LEAST_MORE = 3;

  private static final Duration LOOK_BACK = Duration.ofMinutes(30);

  /** What is so young may be the surge itself. */
  private static final Duration TOO_YOUNG = Duration.ofSeconds(45);

  private record Surge(Workload service, double before) {}

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    String entrance = entrance(situation);
    var surges = new ArrayList<Surge>();
    for (Workload service : situation.services()) {
      surge(situation, service, entrance).ifPresent(surges::add);
    }
    var found = new ArrayList<Finding>();
    if (!surges.isEmpty()) {
      boolean one = surges.size() == 1 && situation.services().size() > 1;
      found.add(finding(situation, surges, one ? surges.getFirst().service().id() : entrance));
    } else {
      beyondPlan(situation, entrance).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Surge> surge(Situation situation, Workload service, String entrance) {
    Optional<Double> now = service.work().requests();
    // Once it is said, what was usual before it began counts, or a long surge would become usual.
    Instant until =
        situation
            .before(Kind.TRAFFIC_SURGE, entrance)
            .or(() -> situation.before(Kind.TRAFFIC_SURGE, service.id()))
            .map(Cause::since)
            .orElse(situation.now())
            .minus(TOO_YOUNG);
    return now.flatMap(n ->
        Baseline.of(
                situation.history(),
                service.resource(),
                WorkloadMetrics.REQUESTS,
                until.minus(LOOK_BACK),
                until)
            .filter(b -> b > 0 && n >= b * MULTIPLE && n - b >= LEAST_MORE)
            .map(b -> new Surge(service, b)));
  }

  private static Finding finding(Situation situation, List<Surge> surges, String component) {
    var evidence = new ArrayList<Evidence>();
    var affected = new LinkedHashSet<String>();
    double now = 0;
    double before = 0;
    for (Surge surge : surges) {
      double rate = surge.service().work().requests().orElse(0.0);
      now += rate;
      before += surge.before();
      if (!surge.service().id().equals(component)) {
        affected.add(surge.service().id());
      }
      evidence.add(
          situation.reported(
              surge.service(),
              Sentence.of(
                  "diagnosis.evidence.requests",
                  surge.service().name(),
                  Baseline.rounded(rate),
                  Baseline.rounded(surge.before()))));
    }
    return new Finding(
        Kind.TRAFFIC_SURGE,
        component,
        Sentence.of(
            "diagnosis.traffic-surge", Baseline.rounded(now / before), situation.name(component)),
        evidence,
        situation.ordered(affected),
        Sentence.of("diagnosis.remedy.traffic-surge"),
        Certainty.LIKELY);
  }

  private static Optional<Finding> beyondPlan(Situation situation, String entrance) {
    Optional<Double> planned =
        situation.blueprint().flatMap(b -> b.objectives().transactionsPerSecond());
    double now =
        situation.services().stream().mapToDouble(s -> s.work().requests().orElse(0.0)).sum();
    return planned
        .filter(p -> p > 0 && now > p)
        .map(p ->
            new Finding(
                Kind.TRAFFIC_SURGE,
                entrance,
                Sentence.of(
                    "diagnosis.traffic-surge.plan", Baseline.rounded(now), Baseline.rounded(p)),
                situation.services().stream()
                    .filter(s -> s.work().requests().isPresent())
                    .map(s ->
                        situation.reported(
                            s,
                            Sentence.of(
                                "diagnosis.evidence.rate",
                                s.name(),
                                Baseline.rounded(s.work().requests().orElse(0.0)))))
                    .toList(),
                situation.services().stream().map(Workload::id).toList(),
                Sentence.of("diagnosis.remedy.traffic-surge"),
                Certainty.LIKELY));
  }

  /** Where requests come in: what stands nearest to the services. */
  private static String entrance(Situation situation) {
    return situation.components().stream()
        .filter(c -> c.kind().equals("application-gateway") || c.kind().equals("front-door"))
        .reduce((first, nearer) -> nearer)
        .map(c -> c.id())
        .orElseGet(situation::cluster);
  }
}
