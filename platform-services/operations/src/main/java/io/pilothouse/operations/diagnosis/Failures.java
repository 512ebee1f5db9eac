package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.WorkloadMetrics.Trouble;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Failed calls to one component, of the services that report them.
 *
 * @param perSecond over all of them
 */
record Failures(String component, double perSecond, List<Workload> services) {
  Failures {
    services = List.copyOf(services);
  }

  /** By component, those of some kinds; one call now and then is none. */
  static List<Failures> of(Situation situation, Set<Trouble> troubles, double least) {
    var rates = new TreeMap<String, Double>();
    var services = new TreeMap<String, List<Workload>>();
    for (Workload service : situation.services()) {
      service
          .work()
          .errors()
          .forEach((dependency, rate) -> {
            if (troubles.contains(dependency.trouble()) && rate > 0) {
              rates.merge(dependency.component(), rate, Double::sum);
              List<Workload> by =
                  services.computeIfAbsent(dependency.component(), k -> new ArrayList<>());
              if (!by.contains(service)) {
                by.add(service);
              }
            }
          });
    }
    return rates.entrySet().stream()
        .filter(e -> e.getValue() >= least)
        .map(e ->
            new Failures(e.getKey(), e.getValue(), services.getOrDefault(e.getKey(), List.of())))
        .toList();
  }

  List<Evidence> evidence(Situation situation, String key, Set<Trouble> troubles) {
    return services.stream()
        .map(s ->
            situation.reported(
                s,
                Sentence.of(
                    key,
                    s.name(),
                    Baseline.rounded(
                        troubles.stream().mapToDouble(t -> s.work().errorsOf(t, component)).sum()),
                    situation.name(component))))
        .toList();
  }

  List<String> affected(Situation situation) {
    return situation.affectedBy(component, services.stream().map(Workload::id).toList());
  }
}
