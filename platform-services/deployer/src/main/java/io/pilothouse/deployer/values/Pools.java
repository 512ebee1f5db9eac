package io.pilothouse.deployer.values;

import io.pilothouse.deployer.values.ServiceValues.Toleration;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The node pool of a service, and the taints that its pods bear there. */
final class Pools {
  private static final Pattern TAINT =
      Pattern.compile("(?<key>[^=:]+)=(?<value>[^:]*):(?<effect>\\w+)");

  /** AKS taints the nodes of a spot pool itself. */
  private static final Toleration SPOT =
      new Toleration("kubernetes.azure.com/scalesetpriority", "Equal", "spot", "NoSchedule");

  private Pools() {}

  static Optional<ServiceValues.NodePool> of(Blueprint blueprint, Service service) {
    return blueprint.cluster().nodePools().stream()
        .filter(pool -> service.nodePool().filter(pool.id()::equals).isPresent())
        .findFirst()
        .map(Pools::pool);
  }

  private static ServiceValues.NodePool pool(Cluster.NodePool pool) {
    var tolerations = new ArrayList<Toleration>();
    pool.taints().forEach(taint -> tolerations.add(toleration(taint)));
    if (pool.spot().orElse(false)) {
      tolerations.add(SPOT);
    }
    return new ServiceValues.NodePool(AzureNames.agentPool(pool), tolerations);
  }

  private static Toleration toleration(String taint) {
    Matcher form = TAINT.matcher(taint);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "expected a taint such as key=value:NoSchedule, found \"" + taint + "\"");
    }
    return new Toleration(form.group("key"), "Equal", form.group("value"), form.group("effect"));
  }
}
