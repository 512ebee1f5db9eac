package io.pilothouse.localtwin.kubernetes.api;

import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;

/** The eviction of a pod: a delete that a PodDisruptionBudget may refuse. */
public final class Eviction {
  private final ClusterApi api;

  public Eviction(ClusterApi api) {
    this.api = api;
  }

  /**
   * Evicts the pod, and charges it to its budget.
   *
   * @throws ApiFailure too many requests, when the budget allows no further disruption
   */
  public void evict(ObjectKey key, Deletion deletion) {
    KubeObject pod = api.get(BuiltInResources.PODS, key);
    boolean healthy = pod.status().path("phase").asText().equals("Running");
    if (healthy && !pod.deleting() && !deletion.dryRun()) {
      for (KubeObject budget :
          api.list(BuiltInResources.DISRUPTION_BUDGETS, Selection.inNamespace(key.namespace()))) {
        if (LabelSelector.of(budget.spec().path("selector")).matches(pod.labels())) {
          charge(budget);
        }
      }
    }
    api.delete(BuiltInResources.PODS, key, deletion);
  }

  private void charge(KubeObject budget) {
    api.modify(
        BuiltInResources.DISRUPTION_BUDGETS,
        budget.key(),
        ObjectPart.STATUS,
        tree -> {
          var status = Json.child(tree, "status");
          int allowed = status.path("disruptionsAllowed").asInt();
          if (allowed <= 0) {
            throw ApiFailure.tooManyRequests(
                    "Cannot evict pod as it would violate the pod's disruption budget.")
                .disruptionBudget(
                    "The disruption budget "
                        + budget.name()
                        + " needs "
                        + status.path("desiredHealthy").asInt()
                        + " healthy pods and has "
                        + status.path("currentHealthy").asInt()
                        + " currently");
          }
          status.put("disruptionsAllowed", allowed - 1);
        });
  }
}
