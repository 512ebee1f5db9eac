package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Observed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Version, tier and network of an AKS cluster. */
final class ClusterCheck implements Check<Cluster, ManagedCluster> {
  private static final List<String> PROVIDERS =
      List.of("calico", "cilium", "kubenet", "none", "azure");

  private static final String SOME_POLICY = "some policy";

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
        declared.networkPolicy().map(ClusterCheck::policy),
        cluster.networkPolicy().map(running -> policy(declared.networkPolicy(), running)),
        "networkProfile.networkPolicy");
  }

  private static Value policy(String text) {
    return namesProvider(text) ? provider(text) : new Value(text, SOME_POLICY);
  }

  /** Where the document wants policies and names no provider, any provider is what it wants. */
  private static Value policy(Optional<String> wanted, String running) {
    boolean any = wanted.filter(text -> !namesProvider(text)).isPresent();
    return any && !running.equalsIgnoreCase("none")
        ? new Value(running, SOME_POLICY)
        : provider(running);
  }

  private static boolean namesProvider(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    return PROVIDERS.stream().anyMatch(plain::contains);
  }

  /** Documents write {@code Azure CNI} and {@code Azure Network Policies} for {@code azure}. */
  private static Value provider(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    for (String known : PROVIDERS) {
      if (plain.contains(known)) {
        return new Value(text, known);
      }
    }
    return Value.word(text);
  }
}
