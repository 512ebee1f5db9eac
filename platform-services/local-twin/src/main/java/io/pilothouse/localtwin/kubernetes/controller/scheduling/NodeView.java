package io.pilothouse.localtwin.kubernetes.controller.scheduling;

import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.model.Quantity;
import java.util.List;
import java.util.Map;

/** A node with the pods that are on it, finished ones left out. */
record NodeView(KubeObject node, List<KubeObject> pods) {

  NodeView {
    pods = List.copyOf(pods);
  }

  Map<String, String> labels() {
    return node.labels();
  }

  Quantity allocatable(String resource) {
    return Quantity.of(node.at("status", "allocatable", resource));
  }

  Quantity requested(String resource) {
    Quantity sum = Quantity.ZERO;
    for (KubeObject pod : pods) {
      sum = sum.plus(Pods.request(pod, resource));
    }
    return sum;
  }

  /** Whether a pod's request fits beside what is there. */
  boolean fits(KubeObject pod, String resource) {
    Quantity request = Pods.request(pod, resource);
    return request.value().signum() == 0
        || requested(resource).plus(request).value().compareTo(allocatable(resource).value()) <= 0;
  }
}
