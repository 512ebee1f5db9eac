package io.pilothouse.localtwin.kubernetes.resource;

import static io.pilothouse.localtwin.kubernetes.model.Json.child;
import static io.pilothouse.localtwin.kubernetes.model.Json.setDefault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;

/** Deployments and ReplicaSets: a replica count, a fixed selector, a template that it selects. */
final class WorkloadStrategy implements ResourceStrategy {
  private final boolean deployment;

  private WorkloadStrategy(boolean deployment) {
    this.deployment = deployment;
  }

  static WorkloadStrategy deployments() {
    return new WorkloadStrategy(true);
  }

  static WorkloadStrategy replicaSets() {
    return new WorkloadStrategy(false);
  }

  @Override
  public void setDefaults(ObjectNode tree) {
    ObjectNode spec = child(tree, "spec");
    setDefault(spec, "replicas", 1);
    ObjectNode template = child(spec, "template");
    child(template, "metadata");
    PodDefaults.apply(child(template, "spec"));
    if (deployment) {
      setDefault(spec, "revisionHistoryLimit", 10);
      setDefault(spec, "progressDeadlineSeconds", 600);
      ObjectNode strategy = child(spec, "strategy");
      setDefault(strategy, "type", "RollingUpdate");
      if (strategy.path("type").asText().equals("RollingUpdate")) {
        ObjectNode rolling = child(strategy, "rollingUpdate");
        setDefault(rolling, "maxUnavailable", "25%");
        setDefault(rolling, "maxSurge", "25%");
      }
    }
  }

  @Override
  public void prepareForCreate(ObjectNode tree) {
    tree.putObject("status");
    if (!deployment) {
      child(tree, "status").put("replicas", 0);
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
  }
}
