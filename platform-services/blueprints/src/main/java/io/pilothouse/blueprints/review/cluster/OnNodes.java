package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.Design;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.stream.Stream;

/** A service with the node pool that it runs in. */
record OnNodes(Service service, Cluster.NodePool pool) {

  /** Every service whose pool the document names. */
  static Stream<OnNodes> in(Design design) {
    return design.blueprint().services().stream()
        .flatMap(s ->
            design.blueprint().cluster().nodePools().stream()
                .filter(p -> s.nodePool().filter(p.id()::equals).isPresent())
                .map(p -> new OnNodes(s, p)));
  }

  /** Most pods that the service may have. */
  int pods() {
    return service
        .autoscaling()
        .flatMap(Service.Autoscaling::maxReplicas)
        .orElse(service.replicas());
  }
}
