package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds why a system is not healthy. Pure: the same situation gives the same causes. */
public final class Diagnosis {
  private static final List<Rule> RULES =
      List.of(
          new RegionDown(),
          new ZoneDown(),
          new DnsDown(),
          new NetworkBlocked(),
          new DiskFull(),
          new TwoPrimaries(),
          new PrimaryDown(),
          new SecretRefused(),
          new CacheShardDown(),
          new ExternalDown(),
          new ExternalSlow(),
          new AutoscalerLowered(),
          new TrafficSurge(),
          new ImageMissing(),
          new ReleaseCrashLoop(),
          new ReleaseNotReady(),
          new ReleaseErrors(),
          new ReleaseSlow(),
          new CacheCold(),
          new ConnectionsExhausted(),
          new AutoscalerBlind(),
          new AutoscalerAtMaximum(),
          new PoolExhausted(),
          new ReplicaBehind(),
          new QueueBacklog(),
          new DeadLetters());

  private Diagnosis() {}

  /**
   * The causes, the best founded first.
   *
   * @param components as they were judged, in the map's order
   * @param before the causes of the last state: what was said then is so since then
   */
  public static List<Cause> of(
      Optional<Blueprint> blueprint,
      Estate estate,
      MeasurementHistory history,
      List<ComponentStatus> components,
      List<Cause> before) {
    var situation = new Situation(blueprint, estate, history, components, before);
    var findings = new ArrayList<Finding>();
    for (Rule rule : RULES) {
      findings.addAll(rule.find(situation, List.copyOf(findings)));
    }
    return ranked(findings).stream()
        .map(f ->
            f.since(
                situation.before(f.kind(), f.component()).map(Cause::since).orElse(estate.now())))
        .toList();
  }

  private static List<Finding> ranked(List<Finding> findings) {
    Map<Finding, Integer> depths = new HashMap<>();
    findings.forEach(f -> depths.put(f, depth(f, findings)));
    return findings.stream()
        .sorted(
            Comparator.<Finding>comparingInt(f -> depths.getOrDefault(f, 0))
                .thenComparing(Finding::certainty)
                .thenComparing(Finding::kind)
                .thenComparing(Finding::component))
        .toList();
  }

  /** How many others stand between it and one that nothing explains. */
  private static int depth(Finding finding, List<Finding> findings) {
    return findings.stream()
        .filter(f -> f.kind() != finding.kind() && f.explains(finding))
        .mapToInt(f -> 1 + depth(f, findings))
        .max()
        .orElse(0);
  }
}
