package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.WorkloadMetrics.Trouble;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The cluster resolves no names: CoreDNS has no ready pod, or services cannot resolve several
 * dependencies at once.
 */
final class DnsDown implements Rule {
  private static final double LEAST_ERRORS = 0.1;

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var evidence = new ArrayList<Evidence>();
    Optional<Observed<Deployment>> dns =
        situation
            .estate()
            .deployment("kube-system", "coredns")
            .filter(d -> situation.heard(d.source()));
    boolean dead = dns.filter(d -> d.value().ready() == 0).isPresent();
    if (dead) {
      evidence.add(
          situation.seen(
              dns.orElseThrow(),
              Sentence.of("diagnosis.evidence.coredns", dns.orElseThrow().value().desired())));
    }
    var unresolved = new TreeSet<String>();
    var suffering = new LinkedHashSet<String>();
    for (Workload service : situation.services()) {
      service
          .work()
          .errors()
          .forEach((dependency, rate) -> {
            if (dependency.trouble() == Trouble.UNRESOLVED && rate >= LEAST_ERRORS) {
              unresolved.add(dependency.component());
              suffering.add(service.id());
              evidence.add(
                  situation.reported(
                      service,
                      Sentence.of(
                          "diagnosis.evidence.unresolved",
                          service.name(),
                          Baseline.rounded(rate),
                          situation.name(dependency.component()))));
            }
          });
    }
    if (!dead && unresolved.size() < 2) {
      return List.of();
    }
    if (dead) {
      situation.services().forEach(s -> suffering.add(s.id()));
    }
    return List.of(
        new Finding(
            Kind.DNS_DOWN,
            situation.cluster(),
            Sentence.of("diagnosis.dns-down"),
            evidence,
            situation.ordered(suffering),
            Sentence.of("diagnosis.remedy.dns-down"),
            dead ? Certainty.CERTAIN : Certainty.LIKELY));
  }
}
