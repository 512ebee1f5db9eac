package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.Observed;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which pods a network policy selects, and what it lets in and out. */
final class NetworkPolicyCheck implements Check<Network.NetworkPolicy, NetworkPolicy> {
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  @Override
  public void check(
      Network.NetworkPolicy declared, Observed<NetworkPolicy> live, LiveSide side, Comparison say) {
    NetworkPolicy policy = live.value();
    say.equal(
        "podSelector",
        labels(declared.podSelector()),
        Optional.of(selector(policy.pods())),
        "spec.podSelector");
    say.equal(
        "ingress",
        declared(declared.ingress()),
        Optional.of(live(policy.ingress())),
        "spec.ingress");
    say.equal(
        "egress", declared(declared.egress()), Optional.of(live(policy.egress())), "spec.egress");
  }

  private static Value declared(List<Network.PolicyRule> rules) {
    return Value.set(
        rules.stream()
            .map(r ->
                rule(
                    peer(
                        r.namespace(),
                        r.pods().isEmpty()
                            ? Optional.empty()
                            : Optional.of(labels(r.pods()).text())),
                    r.ports().stream()
                        .map(String::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new))))
            .toList());
  }

  private static Value live(Optional<List<NetworkPolicy.Rule>> rules) {
    return Value.set(
        rules.orElse(List.of()).stream()
            .map(r ->
                rule(
                    r.peers().isEmpty()
                        ? "*"
                        : r.peers().stream()
                            .map(NetworkPolicyCheck::peer)
                            .sorted()
                            .collect(Collectors.joining("|")),
                    r.ports().stream()
                        .map(p -> p.port().orElse("*") + p.endPort().map(e -> "-" + e).orElse(""))
                        .collect(Collectors.toCollection(TreeSet::new))))
            .toList());
  }

  private static String peer(NetworkPolicy.Peer peer) {
    return peer.addresses()
        .orElseGet(() ->
            peer(
                peer.namespaces()
                    .map(n ->
                        Optional.ofNullable(n.labels().get(NAMESPACE_NAME))
                            .orElse(selector(n).text())),
                peer.pods().map(p -> selector(p).text())));
  }

  private static String peer(Optional<String> namespace, Optional<String> pods) {
    String both = namespace.map(n -> n + "/").orElse("") + pods.orElse("");
    return both.isEmpty() ? "*" : both;
  }

  private static String rule(String peer, TreeSet<String> ports) {
    return peer + ":" + (ports.isEmpty() ? "*" : String.join("+", ports));
  }

  private static Value labels(java.util.Map<String, String> labels) {
    String text =
        new TreeMap<>(labels)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("&"));
    return new Value(text, text);
  }

  private static Value selector(LabelSelector selector) {
    String more =
        selector.requirements().stream()
            .map(r -> r.key() + " " + r.operator() + " " + r.values())
            .sorted()
            .collect(Collectors.joining("&"));
    String text = labels(selector.labels()).text();
    String all = text + (text.isEmpty() || more.isEmpty() ? "" : "&") + more;
    return new Value(all, all);
  }
}
