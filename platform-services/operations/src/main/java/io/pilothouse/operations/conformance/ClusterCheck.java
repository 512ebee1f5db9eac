package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Observed;

/** Version, tier and network of an AKS cluster. */
final class ClusterCheck implements Check<Cluster, ManagedCluster> {
  @Override
  public void check(
      Cluster declared, Observed<ManagedCluster> live, LiveSide side, Comparison say) {
    ManagedCluster cluster = live.value();
    say.equal(
        "kubernetesVersion",
        declared.kubernetesVersion().map(v -> Value.version(v, v)),
        cluster
            .kubernetesVersion()
            .map(v -> Value.version(v, declared.kubernetesVersion().orElse(v))),
        "kubernetesVersion");
    say.equal(
        "tier", declared.tier().map(Value::word), cluster.tier().map(Value::word), "sku.tier");
    say.equal(
        "privateCluster",
        Value.of(declared.privateCluster()),
        cluster.privateCluster().map(Value::of),
        "apiServerAccessProfile.enablePrivateCluster");
    say.equal(
        "networkPlugin",
        declared.networkPlugin().map(ClusterCheck::provider),
        cluster.networkPlugin().map(ClusterCheck::provider),
        "networkProfile.networkPlugin");
    say.equal(
        "networkPolicy",
        declared.networkPolicy().map(ClusterCheck::provider),
        cluster.networkPolicy().map(ClusterCheck::provider),
        "networkProfile.networkPolicy");
  }

  /** Documents write {@code Azure CNI} and {@code Azure Network Policies} for {@code azure}. */
  private static Value provider(String text) {
    String plain = text.toLowerCase(java.util.Locale.ROOT);
    for (String known : new String[] {"calico", "cilium", "kubenet", "none", "azure"}) {
      if (plain.contains(known)) {
        return new Value(text, known);
      }
    }
    return Value.word(text);
  }
}
