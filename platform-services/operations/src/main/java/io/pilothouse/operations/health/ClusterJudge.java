package io.pilothouse.operations.health;

import io.pilothouse.operations.Sources;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Judges a cluster and its node pools by their nodes, and by the pods that find no node. */
final class ClusterJudge {
  private final Estate estate;

  ClusterJudge(Estate estate) {
    this.estate = estate;
  }

  void cluster(
      List<Observed<Node>> nodes,
      Optional<Observed<ManagedCluster>> managed,
      Facts facts,
      Judgement judgement) {
    nodeFacts(nodes, facts, judgement);
    seen(nodes, judgement);
    if (!nodes.isEmpty()) {
      long homeless =
          estate.pods().stream()
              .filter(p -> p.reason().filter("Unschedulable"::equals).isPresent())
              .count();
      facts.state("unschedulablePods", homeless, nodes.getFirst());
      if (homeless > 0) {
        judgement.say(Health.DEGRADED, unschedulable(homeless));
      }
    }
    managed.ifPresentOrElse(
        m -> {
          facts.stateIf("version", m.value().kubernetesVersion(), m);
          facts.state("provisioningState", m.value().provisioningState(), m);
          facts.stateIf("powerState", m.value().powerState(), m);
          managedState(m, judgement);
        },
        () ->
            nodes.stream()
                .findFirst()
                .ifPresent(n -> facts.stateIf("version", said(n.value().kubeletVersion()), n)));
  }

  /** Without its nodes nobody can say that a cluster is well. */
  private void seen(List<Observed<Node>> nodes, Judgement judgement) {
    if (!(estate.standing(Sources.KUBERNETES) instanceof SourceStanding.Heard heard)) {
      return;
    }
    Optional<Sentence> limits = heard.limitsOn("Nodes");
    if (limits.isPresent()) {
      judgement.say(Health.UNKNOWN, limits.get());
    } else if (nodes.isEmpty() && !heard.settled()) {
      judgement.say(Health.UNKNOWN, "operations.source.untold", heard.source().value());
    } else if (nodes.isEmpty() && !estate.snapshot().sees(Node.class)) {
      judgement.say(Health.UNKNOWN, "operations.cluster.nodes-unseen");
    } else if (nodes.isEmpty()) {
      judgement.say(Health.CAUTION, "operations.cluster.no-node");
    }
  }

  /** What a platform leaves empty it does not say. */
  private static Optional<String> said(String text) {
    return Optional.of(text).filter(t -> !t.isBlank());
  }

  private Sentence unschedulable(long count) {
    return estate.pods().stream()
        .filter(p -> p.reason().filter("Unschedulable"::equals).isPresent())
        .findFirst()
        .flatMap(Pod::message)
        .map(m -> Sentence.of("operations.cluster.unschedulable.said", count, m))
        .orElseGet(() -> Sentence.of("operations.cluster.unschedulable", count));
  }

  private void managedState(Observed<ManagedCluster> managed, Judgement judgement) {
    if (!estate.snapshot().current(managed.source())) {
      return;
    }
    managed
        .value()
        .powerState()
        .filter(p -> !p.equals("Running"))
        .ifPresent(p -> judgement.say(Health.CRITICAL, "operations.azure.state", p));
    switch (managed.value().provisioningState()) {
      case "Succeeded" -> {}
      case "Failed", "Canceled" ->
          judgement.say(
              Health.DEGRADED, "operations.azure.ended", managed.value().provisioningState());
      default ->
          judgement.say(
              Health.CAUTION, "operations.azure.changing", managed.value().provisioningState());
    }
  }

  void pool(
      List<Observed<Node>> nodes,
      Optional<Observed<ManagedCluster>> managed,
      Optional<ManagedCluster.AgentPool> live,
      int declaredMinimum,
      int declaredMaximum,
      Facts facts,
      Judgement judgement) {
    nodeFacts(nodes, facts, judgement);
    var zones = new TreeSet<String>();
    nodes.forEach(n -> n.value().zone().ifPresent(zones::add));
    if (!nodes.isEmpty()) {
      facts.state("zones", String.join(", ", zones), nodes.getFirst());
    }
    if (live.isPresent() && managed.isPresent()) {
      facts.state("count", live.get().count(), managed.get());
      facts.stateIf("min", live.get().minCount(), managed.get());
      facts.stateIf("max", live.get().maxCount(), managed.get());
    } else {
      if (!nodes.isEmpty()) {
        facts.state("count", nodes.size(), nodes.getFirst());
      }
      if (declaredMaximum > 0 && !nodes.isEmpty()) {
        facts.stated("min", declaredMinimum, "", nodes.getFirst());
        facts.stated("max", declaredMaximum, "", nodes.getFirst());
      }
    }
    long ready = nodes.stream().filter(n -> n.value().ready()).count();
    if (declaredMinimum > 0 && ready < declaredMinimum) {
      judgement.say(
          ready == 0 ? Health.CRITICAL : Health.DEGRADED,
          "operations.pool.few",
          ready,
          declaredMinimum);
    }
  }

  private static void nodeFacts(List<Observed<Node>> nodes, Facts facts, Judgement judgement) {
    if (nodes.isEmpty()) {
      return;
    }
    Observed<Node> first = nodes.getFirst();
    List<Node> unready = nodes.stream().map(Observed::value).filter(n -> !n.ready()).toList();
    facts.state("nodes", nodes.size(), first);
    facts.state("nodesReady", nodes.size() - unready.size(), first);
    facts.state("ready", nodes.size() - unready.size(), first);
    facts.state(
        "unschedulable", nodes.stream().filter(n -> n.value().unschedulable()).count(), first);
    for (Node node : unready) {
      judgement.say(
          unready.size() == nodes.size() ? Health.CRITICAL : Health.DEGRADED,
          node.reason()
              .map(r -> Sentence.of("operations.node.unready.reason", node.name(), r))
              .orElseGet(() -> Sentence.of("operations.node.unready", node.name())));
    }
  }
}
