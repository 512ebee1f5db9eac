package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.Signals;
import io.pilothouse.operations.health.SourceStanding;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every database server of the home region is down and the cluster there is too, by all its nodes
 * or because its API is not reached, while whatever stands in another region still answers.
 */
final class RegionDown implements Rule {
  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    Optional<String> home = situation.blueprint().map(b -> b.region().primary());
    if (home.isEmpty()) {
      return List.of();
    }
    var evidence = new ArrayList<Evidence>();
    var suffering = new LinkedHashSet<String>();
    boolean awayDown = false;
    int here = 0;
    var servers = new ArrayList<>(situation.servers("database-server"));
    servers.addAll(situation.servers("database-replica"));
    for (Situation.Server server : servers) {
      FlexibleServer resource = server.resource().value();
      boolean local =
          resource.location().toLowerCase(Locale.ROOT).replace(" ", "").equals(home.get());
      boolean down =
          situation.estate().judgeable(resource, Signals.ALIVE).filter(a -> a <= 0).isPresent();
      if (local && !down) {
        return List.of();
      }
      awayDown |= !local && down;
      if (local) {
        here++;
        suffering.add(server.status().id());
        evidence.add(
            situation.seen(
                server.resource(),
                Sentence.of("diagnosis.evidence.server-silent", server.status().name())));
      }
    }
    if (here == 0 || awayDown || !clusterDown(situation, evidence)) {
      return List.of();
    }
    situation.components().stream()
        .filter(c -> c.kind().equals("service"))
        .forEach(c -> suffering.add(c.id()));
    return List.of(
        new Finding(
            Kind.REGION_DOWN,
            situation.cluster(),
            Sentence.of("diagnosis.region-down", home.get()),
            evidence,
            situation.ordered(suffering),
            Sentence.of("diagnosis.remedy.region-down", home.get()),
            Certainty.LIKELY));
  }

  private static boolean clusterDown(Situation situation, List<Evidence> evidence) {
    List<Observed<Node>> nodes = situation.estate().nodes();
    if (situation.estate().standing(Sources.KUBERNETES) instanceof SourceStanding.Lost lost) {
      evidence.add(
          new Evidence(
              Sentence.of("diagnosis.evidence.cluster-cut", lost.reason()),
              Sources.KUBERNETES.value(),
              lost.lastHeard().orElse(situation.now())));
      return true;
    }
    boolean down =
        situation.heard(Sources.KUBERNETES)
            && !nodes.isEmpty()
            && nodes.stream().noneMatch(n -> n.value().ready());
    if (down) {
      evidence.add(
          situation.seen(nodes.getFirst(), Sentence.of("diagnosis.evidence.nodes", nodes.size())));
    }
    return down;
  }
}
