package io.pilothouse.localtwin.kubernetes.controller.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps count of how many pods of a PodDisruptionBudget may be disturbed. */
public final class DisruptionController implements Controller {
  private final ClusterApi api;

  public DisruptionController(ClusterApi api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "disruption";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    KubeObject object = change.after();
    if (change.storage().equals(BuiltInResources.DISRUPTION_BUDGETS.storage())) {
      return List.of(object.key());
    }
    // A pod may be under any budget of its namespace: an empty name stands for all of them.
    return change.storage().equals(BuiltInResources.PODS.storage())
        ? List.of(new ObjectKey(object.namespace(), ""))
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    if (key.name().isEmpty()) {
      api.list(BuiltInResources.DISRUPTION_BUDGETS, Selection.inNamespace(key.namespace()))
          .forEach(this::count);
    } else {
      api.find(BuiltInResources.DISRUPTION_BUDGETS, key).ifPresent(this::count);
    }
    return Optional.empty();
  }

  private void count(KubeObject budget) {
    LabelSelector selector = LabelSelector.of(budget.spec().path("selector"));
    List<KubeObject> pods =
        api.list(BuiltInResources.PODS, Selection.of(budget.namespace(), selector)).stream()
            .filter(pod -> !Pods.finished(pod))
            .toList();
    int expected = expected(pods);
    int healthy = (int) pods.stream().filter(Pods::active).filter(Pods::ready).count();
    int desired = desiredHealthy(budget.spec(), expected);
    int allowed = Math.max(0, healthy - desired);
    Instant now = api.clock().instant();
    api.modify(
        BuiltInResources.DISRUPTION_BUDGETS,
        budget.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          status.put("observedGeneration", budget.generation());
          status.put("expectedPods", expected);
          status.put("currentHealthy", healthy);
          status.put("desiredHealthy", desired);
          status.put("disruptionsAllowed", allowed);
          Conditions.set(
              status,
              "DisruptionAllowed",
              allowed > 0 ? "True" : "False",
              allowed > 0 ? "SufficientPods" : "InsufficientPods",
              "",
              now);
        });
  }

  /** The pods that there should be: the replicas of their workloads, and those that have none. */
  private int expected(List<KubeObject> pods) {
    Map<String, Integer> byWorkload = new HashMap<>();
    int alone = 0;
    for (KubeObject pod : pods) {
      Optional<KubeObject> set =
          pod.controller()
              .flatMap(owner ->
                  api.find(
                      BuiltInResources.REPLICA_SETS, new ObjectKey(pod.namespace(), owner.name())));
      if (set.isEmpty()) {
        alone++;
        continue;
      }
      KubeObject workload =
          set.get()
              .controller()
              .flatMap(owner ->
                  api.find(
                      BuiltInResources.DEPLOYMENTS, new ObjectKey(pod.namespace(), owner.name())))
              .orElse(set.get());
      byWorkload.put(workload.uid(), workload.spec().path("replicas").asInt());
    }
    return alone + byWorkload.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many pods have to stay: percentages are of the expected pods, rounded up. */
  static int desiredHealthy(JsonNode spec, int expected) {
    if (spec.has("maxUnavailable")) {
      return Math.max(0, expected - number(spec.path("maxUnavailable"), expected));
    }
    return number(spec.path("minAvailable"), expected);
  }

  private static int number(JsonNode countOrPercent, int of) {
    String text = countOrPercent.asText("0");
    return text.endsWith("%")
        ? (int) Math.ceil(Integer.parseInt(text.substring(0, text.length() - 1)) * of / 100.0)
        : Integer.parseInt(text);
  }
}
