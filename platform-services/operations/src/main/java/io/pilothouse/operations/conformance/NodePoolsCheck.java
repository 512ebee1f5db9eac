package io.pilothouse.operations.conformance;

import io.pilothouse.operations.binding.PoolNames;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;

/**
 * The node pools of an AKS cluster: size of the machines, range, zones, taints. The number of nodes
 * of a pool that scales by itself is no difference.
 */
final class NodePoolsCheck implements Check<Cluster, ManagedCluster> {
  @Override
  public void check(
      Cluster declared, Observed<ManagedCluster> live, LiveSide side, Comparison say) {
    List<ManagedCluster.AgentPool> pools = live.value().pools();
    for (Cluster.NodePool wanted : declared.nodePools()) {
      Comparison here = say.of(wanted.id(), wanted.name(), wanted.source());
      pools.stream()
          .filter(p -> same(p, wanted))
          .findFirst()
          .ifPresentOrElse(
              p -> compare(wanted, p, here),
              () -> here.absent("", "", Value.word(wanted.name()), "agentPoolProfiles"));
    }
    for (ManagedCluster.AgentPool pool : pools) {
      if (declared.nodePools().stream().noneMatch(w -> same(pool, w))) {
        say.undeclared("nodePools", pool.name(), Value.word(pool.name()), "agentPoolProfiles");
      }
    }
  }

  private static boolean same(ManagedCluster.AgentPool live, Cluster.NodePool wanted) {
    return PoolNames.same(live.name(), wanted.name(), wanted.id());
  }

  private static void compare(
      Cluster.NodePool wanted, ManagedCluster.AgentPool live, Comparison say) {
    String at = "agentPoolProfiles[" + live.name() + "].";
    say.equal("mode", Value.word(wanted.mode()), Optional.of(Value.word(live.mode())), at + "mode");
    say.equal(
        "vmSize",
        Value.word(wanted.vmSize()),
        Optional.of(Value.word(live.vmSize())),
        at + "vmSize");
    say.equal(
        "autoscaling",
        Value.of(wanted.autoscaling()),
        Optional.of(Value.of(live.autoscaling())),
        at + "enableAutoScaling");
    if (wanted.autoscaling()) {
      // Without autoscaling there is no range; that it is off is told already.
      if (live.autoscaling()) {
        say.equal(
            "minCount",
            Value.of(wanted.minCount()),
            live.minCount().map(Value::of),
            at + "minCount");
        say.equal(
            "maxCount",
            Value.of(wanted.maxCount()),
            live.maxCount().map(Value::of),
            at + "maxCount");
      }
    } else if (say.assumed("autoscaling") && live.autoscaling()) {
      say.notChecked("count", Value.of(wanted.count()), Sentence.of("conformance.scales"));
    } else {
      say.equal(
          "count", Value.of(wanted.count()), Optional.of(Value.of(live.count())), at + "count");
    }
    if (!wanted.zones().isEmpty()) {
      say.equal(
          "zones",
          Value.set(wanted.zones()),
          Optional.of(Value.set(live.zones())),
          at + "availabilityZones");
    }
    if (!wanted.taints().isEmpty()) {
      say.equal(
          "taints",
          Value.set(wanted.taints()),
          Optional.of(Value.set(live.taints())),
          at + "nodeTaints");
    }
  }
}
