package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.Signals;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * No node of an availability zone is ready while those of others are. A single node is no zone:
 * then a data service of that zone must have failed too.
 */
final class ZoneDown implements Rule {
  private static final int SEVERAL = 2;

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    if (deeper.stream().anyMatch(d -> d.kind() == Kind.REGION_DOWN)) {
      return List.of();
    }
    var found = new ArrayList<Finding>();
    for (Zones.Lost zone : Zones.lost(situation)) {
      var evidence = new ArrayList<Evidence>();
      for (Observed<Node> node : zone.nodes()) {
        evidence.add(
            situation.seen(
                node, Sentence.of("diagnosis.evidence.node", node.value().name(), zone.zone())));
      }
      var suffering = new LinkedHashSet<>(Zones.suffering(situation, zone.nodes()));
      boolean witness = false;
      for (Situation.Server server : situation.servers("database-server")) {
        FlexibleServer resource = server.resource().value();
        if (zone.holds(resource.zone()) || zone.holds(resource.standbyZone())) {
          suffering.add(server.status().id());
          witness |= fell(situation, server, evidence);
        }
      }
      if (zone.nodes().size() >= SEVERAL || witness) {
        found.add(
            new Finding(
                Kind.ZONE_DOWN,
                situation.cluster(),
                Sentence.of("diagnosis.zone-down", zone.zone()),
                evidence,
                situation.ordered(suffering),
                Sentence.of("diagnosis.remedy.zone-down", zone.zone()),
                Certainty.LIKELY));
      }
    }
    return found.stream().limit(1).toList();
  }

  private static boolean fell(
      Situation situation, Situation.Server server, List<Evidence> evidence) {
    FlexibleServer resource = server.resource().value();
    boolean silent =
        situation.estate().judgeable(resource, Signals.ALIVE).filter(a -> a <= 0).isPresent();
    boolean unprotected =
        situation.heard(server.resource().source())
            && resource.highAvailabilityState().filter(s -> !s.equals("Healthy")).isPresent()
            && !resource.highAvailabilityMode().equalsIgnoreCase("Disabled");
    if (silent || unprotected) {
      evidence.add(
          situation.seen(
              server.resource(),
              Sentence.of(
                  "diagnosis.evidence.server-zone",
                  server.status().name(),
                  resource.highAvailabilityState().orElse(resource.state()))));
    }
    return silent || unprotected;
  }
}
