package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.ControllerTimings;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.metrics.PodMetrics;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates each HorizontalPodAutoscaler every period, scales its target, and says why or why not.
 */
public final class AutoscalerController implements Controller {
  private static final String COMPONENT = "horizontal-pod-autoscaler";
  private static final double TOLERANCE = 0.1;

  private final ClusterApi api;
  private final PodMetrics metrics;
  private final ControllerTimings timings;
  private final EventRecorder events;
  private final Map<String, ScalingHistory> histories = new HashMap<>();
  private final Map<ObjectKey, Instant> due = new HashMap<>();

  public AutoscalerController(
      ClusterApi api, PodMetrics metrics, ControllerTimings timings, EventRecorder events) {
    this.api = api;
    this.metrics = metrics;
    this.timings = timings;
    this.events = events;
  }

  @Override
  public String name() {
    return "horizontal-pod-autoscaler";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    boolean status =
        change.type() == ObjectChange.Type.MODIFIED
            && change
                .before()
                .filter(before -> before.generation() == change.after().generation())
                .isPresent();
    return change.storage().equals(BuiltInResources.AUTOSCALERS.storage()) && !status
        ? List.of(change.after().key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> scaler = api.find(BuiltInResources.AUTOSCALERS, key);
    if (scaler.isEmpty() || scaler.get().deleting()) {
      due.remove(key);
      return Optional.empty();
    }
    Instant now = api.clock().instant();
    Instant next = due.getOrDefault(key, now);
    boolean changed =
        scaler.get().status().path("observedGeneration").asLong() != scaler.get().generation();
    if (next.isAfter(now) && !changed) {
      return Optional.of(Duration.between(now, next));
    }
    due.put(key, now.plus(timings.autoscalerSync()));
    evaluate(scaler.get(), now);
    return Optional.of(timings.autoscalerSync());
  }

  private void evaluate(KubeObject scaler, Instant now) {
    AutoscalerStatus status = AutoscalerStatus.of(scaler, now);
    Optional<ResourceType> type = targetType(scaler);
    Optional<KubeObject> target =
        type.flatMap(known ->
            api.find(
                known,
                new ObjectKey(
                    scaler.namespace(), scaler.at("spec", "scaleTargetRef", "name").asText())));
    if (type.isEmpty() || target.isEmpty()) {
      noTarget(scaler, status);
    } else {
      status.set(
          "AbleToScale",
          true,
          "SucceededGetScale",
          "the HPA controller was able to get the target's current scale");
      decide(scaler, type.get(), target.get(), status);
    }
    api.modify(
        BuiltInResources.AUTOSCALERS,
        scaler.key(),
        ObjectPart.STATUS,
        tree -> tree.set("status", status.tree()));
  }

  private Optional<ResourceType> targetType(KubeObject scaler) {
    JsonNode reference = scaler.at("spec", "scaleTargetRef");
    return api.catalog()
        .ofKind(reference.path("apiVersion").asText(), reference.path("kind").asText())
        .filter(type -> type.has(ResourceType.Subresource.SCALE));
  }

  private void noTarget(KubeObject scaler, AutoscalerStatus status) {
    JsonNode reference = scaler.at("spec", "scaleTargetRef");
    String message =
        reference.path("kind").asText().toLowerCase(java.util.Locale.ROOT)
            + "s/scale.apps \""
            + reference.path("name").asText()
            + "\" not found";
    status.set(
        "AbleToScale",
        false,
        "FailedGetScale",
        "the HPA controller was unable to get the target's current scale: " + message);
    events.record(scaler, "Warning", "FailedGetScale", message, COMPONENT);
  }

  private void decide(
      KubeObject scaler, ResourceType type, KubeObject target, AutoscalerStatus status) {
    Instant now = status.now();
    int current = target.spec().path("replicas").asInt(1);
    int min = scaler.spec().path("minReplicas").asInt(1);
    int max = scaler.spec().path("maxReplicas").asInt();
    ScalingHistory history = histories.computeIfAbsent(scaler.uid(), uid -> new ScalingHistory());
    if (history.isEmpty()) {
      history.recommended(now, current);
    }
    status.current(current);
    int desired = current;
    String why = "";
    if (current == 0 && min != 0) {
      status.set(
          "ScalingActive",
          false,
          "ScalingDisabled",
          "scaling is disabled since the replica count of the target is zero");
    } else if (current > max) {
      desired = max;
      why = "Current number of replicas above Spec.MaxReplicas";
    } else if (current < min) {
      desired = min;
      why = "Current number of replicas below Spec.MinReplicas";
    } else {
      MetricEvaluation.Outcome outcome = measure(scaler, target, current, now);
      status.metrics(outcome.currentMetrics());
      if (outcome.proposal().isEmpty()) {
        blind(scaler, status, outcome);
        status.desired(current);
        return;
      }
      int proposal = outcome.proposal().get();
      desired = allowed(scaler, history, status, outcome, current, proposal);
      why =
          desired > current ? outcome.description() + " above target" : "All metrics below target";
    }
    status.desired(desired);
    if (desired != current) {
      scale(scaler, type, target, desired, why, status);
      history.scaled(now, desired - current);
    }
  }

  private MetricEvaluation.Outcome measure(
      KubeObject scaler, KubeObject target, int current, Instant now) {
    LabelSelector selector = LabelSelector.of(target.spec().path("selector"));
    List<KubeObject> pods =
        api.list(BuiltInResources.PODS, Selection.of(scaler.namespace(), selector));
    ReplicaCalculator calculator =
        new ReplicaCalculator(
            TOLERANCE, timings.cpuInitialization(), timings.initialReadiness(), now);
    return new MetricEvaluation(calculator, metrics, scaler.namespace(), pods, current)
        .evaluate(scaler.spec().path("metrics"));
  }

  private void blind(KubeObject scaler, AutoscalerStatus status, MetricEvaluation.Outcome outcome) {
    MetricsUnavailable first = outcome.firstFailure().orElseThrow();
    status.set(
        "ScalingActive",
        false,
        first.reason(),
        "the HPA was unable to compute the replica count: " + first.getMessage());
    events.record(scaler, "Warning", first.reason(), first.getMessage(), COMPONENT);
    events.record(
        scaler,
        "Warning",
        "FailedComputeMetricsReplicas",
        "invalid metrics ("
            + outcome.failures()
            + " invalid out of "
            + scaler.spec().path("metrics").size()
            + "), first error is: "
            + first.getMessage(),
        COMPONENT);
  }

  private int allowed(
      KubeObject scaler,
      ScalingHistory history,
      AutoscalerStatus status,
      MetricEvaluation.Outcome outcome,
      int current,
      int proposal) {
    status.set(
        "ScalingActive",
        true,
        "ValidMetricFound",
        "the HPA was able to successfully calculate a replica count from " + outcome.description());
    ScalingLimits.Allowed allowed =
        new ScalingLimits(scaler.spec(), history, timings.downscaleStabilization(), status.now())
            .allow(current, proposal);
    history.recommended(status.now(), proposal);
    status.set("AbleToScale", allowed.ableToScale());
    status.set("ScalingLimited", allowed.scalingLimited());
    return allowed.replicas();
  }

  private void scale(
      KubeObject scaler,
      ResourceType type,
      KubeObject target,
      int desired,
      String why,
      AutoscalerStatus status) {
    api.modify(
        type,
        target.key(),
        ObjectPart.MAIN,
        tree -> Json.child(tree, "spec").put("replicas", desired));
    status.set(
        "AbleToScale",
        true,
        "SucceededRescale",
        "the HPA controller was able to update the target scale to " + desired);
    status.scaled();
    events.record(
        scaler,
        "Normal",
        "SuccessfulRescale",
        "New size: " + desired + "; reason: " + why,
        COMPONENT);
  }
}
