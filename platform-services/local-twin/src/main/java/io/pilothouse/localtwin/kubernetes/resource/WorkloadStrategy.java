package io.pilothouse.localtwin.kubernetes.resource;

import static io.pilothouse.localtwin.kubernetes.model.Json.child;
import static io.pilothouse.localtwin.kubernetes.model.Json.setDefault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;

/** The workloads of apps/v1: a fixed selector, a template that it selects, a way to update. */
final class WorkloadStrategy implements ResourceStrategy {
  private static final int HISTORY = 10;

  private enum Kind {
    DEPLOYMENT,
    REPLICA_SET,
    STATEFUL_SET,
    DAEMON_SET
  }

  private final Kind kind;

  private WorkloadStrategy(Kind kind) {
    this.kind = kind;
  }

  static WorkloadStrategy deployments() {
    return new WorkloadStrategy(Kind.DEPLOYMENT);
  }

  static WorkloadStrategy replicaSets() {
    return new WorkloadStrategy(Kind.REPLICA_SET);
  }

  static WorkloadStrategy statefulSets() {
    return new WorkloadStrategy(Kind.STATEFUL_SET);
  }

  static WorkloadStrategy daemonSets() {
    return new WorkloadStrategy(Kind.DAEMON_SET);
  }

  @Override
  public void setDefaults(ObjectNode tree) {
    ObjectNode spec = child(tree, "spec");
    ObjectNode template = child(spec, "template");
    child(template, "metadata");
    PodDefaults.apply(child(template, "spec"));
    switch (kind) {
      case REPLICA_SET -> setDefault(spec, "replicas", 1);
      case DEPLOYMENT -> {
        setDefault(spec, "replicas", 1);
        setDefault(spec, "revisionHistoryLimit", HISTORY);
        setDefault(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = child(spec, "strategy");
        setDefault(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
          ObjectNode rolling = child(strategy, "rollingUpdate");
          setDefault(rolling, "maxUnavailable", "25%");
          setDefault(rolling, "maxSurge", "25%");
        }
      }
      case STATEFUL_SET -> {
        setDefault(spec, "replicas", 1);
        setDefault(spec, "revisionHistoryLimit", HISTORY);
        setDefault(spec, "podManagementPolicy", "OrderedReady");
        ObjectNode strategy = child(spec, "updateStrategy");
        setDefault(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
          setDefault(child(strategy, "rollingUpdate"), "partition", 0);
        }
      }
      case DAEMON_SET -> {
        setDefault(spec, "revisionHistoryLimit", HISTORY);
        ObjectNode strategy = child(spec, "updateStrategy");
        setDefault(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
          setDefault(child(strategy, "rollingUpdate"), "maxUnavailable", 1);
        }
      }
    }
  }

  @Override
  public void prepareForCreate(ObjectNode tree) {
    ObjectNode status = tree.putObject("status");
    switch (kind) {
      case DEPLOYMENT -> {}
      case REPLICA_SET -> status.put("replicas", 0);
      case STATEFUL_SET -> status.put("replicas", 0).put("availableReplicas", 0);
      case DAEMON_SET ->
          status
              .put("currentNumberScheduled", 0)
              .put("numberMisscheduled", 0)
              .put("desiredNumberScheduled", 0)
              .put("numberReady", 0);
    }
  }

  @Override
  public void validate(ResourceType type, ObjectNode tree) {
    String name = tree.path("metadata").path("name").asText();
    var spec = tree.path("spec");
    if (spec.path("replicas").asLong() < 0) {
      throw type.invalid(
          name,
          "spec.replicas",
          "Invalid value: " + spec.path("replicas") + ": must be greater than or equal to 0");
    }
    if (spec.path("selector").isEmpty()) {
      throw type.invalid(name, "spec.selector", "Required value");
    }
    var labels = Json.texts(spec.path("template").path("metadata").path("labels"));
    if (!LabelSelector.of(spec.path("selector")).matches(labels)) {
      throw type.invalid(
          name,
          "spec.template.metadata.labels",
          "Invalid value: " + Json.of(labels) + ": `selector` does not match template `labels`");
    }
    PodValidation.validate(type, name, "spec.template.spec", spec.path("template").path("spec"));
    var rolling = spec.path("strategy").path("rollingUpdate");
    if (isZero(rolling.path("maxSurge").asText("1"))
        && isZero(rolling.path("maxUnavailable").asText("1"))) {
      throw type.invalid(
          name,
          "spec.strategy.rollingUpdate.maxUnavailable",
          "Invalid value: 0: may not be 0 when `maxSurge` is 0");
    }
  }

  private static boolean isZero(String countOrPercent) {
    return countOrPercent.equals("0") || countOrPercent.equals("0%");
  }

  @Override
  public void validateUpdate(ResourceType type, ObjectNode tree, KubeObject before) {
    var selector = tree.path("spec").path("selector");
    if (!selector.equals(before.spec().path("selector"))) {
      throw type.invalid(
          before.name(), "spec.selector", "Invalid value: " + selector + ": field is immutable");
    }
    if (kind == Kind.STATEFUL_SET && !identity(tree).equals(identity(before.tree()))) {
      throw type.invalid(
          before.name(),
          "spec",
          "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals',"
              + " 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and"
              + " 'minReadySeconds' are forbidden");
    }
  }

  /** What makes the pods who they are: their Service, their disks, their order. */
  private static ObjectNode identity(ObjectNode set) {
    ObjectNode fixed = Json.object();
    for (String field :
        new String[] {"serviceName", "volumeClaimTemplates", "podManagementPolicy"}) {
      fixed.set(field, set.path("spec").path(field).deepCopy());
    }
    return fixed;
  }
}
