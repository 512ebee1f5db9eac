package io.pilothouse.blueprints.review.network;

import io.pilothouse.blueprints.review.Design;
import io.pilothouse.sharedmodel.blueprint.Network;
import java.util.stream.Stream;

/** What network policies let out. A policy with egress rules denies all else. */
final class Egress {
  private Egress() {}

  static Stream<Network.NetworkPolicy> restricted(Design design) {
    return design.networkPolicies().stream().filter(p -> !p.egress().isEmpty());
  }

  /** Whether a policy lets traffic to a port out, to whomever. A rule without ports allows all. */
  static boolean allows(Network.NetworkPolicy policy, int port) {
    return policy.egress().stream().anyMatch(r -> r.ports().isEmpty() || r.ports().contains(port));
  }
}
