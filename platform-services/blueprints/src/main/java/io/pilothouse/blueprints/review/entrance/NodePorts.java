package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.Design;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.Optional;

/** Node ports by which a gateway is meant to reach the services. */
final class NodePorts {
  private NodePorts() {}

  static Optional<String> of(Entrance.ApplicationGateway gateway) {
    return gateway
        .nodePorts()
        .map(p -> "NodePort " + p)
        .or(() ->
            gateway
                .backendPool()
                .filter(p -> p.toLowerCase(java.util.Locale.ROOT).contains("nodeport")));
  }

  static Optional<Source> source(Design design, Entrance.ApplicationGateway gateway) {
    return design.source(gateway, gateway.nodePorts().isPresent() ? "nodePorts" : "backendPool");
  }
}
