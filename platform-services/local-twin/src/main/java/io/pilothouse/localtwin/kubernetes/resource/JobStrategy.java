package io.pilothouse.localtwin.kubernetes.resource;

import static io.pilothouse.localtwin.kubernetes.model.Json.child;
import static io.pilothouse.localtwin.kubernetes.model.Json.setDefault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;

/** Jobs: counts with their defaults, and a selector that the server makes from the job's uid. */
final class JobStrategy implements ResourceStrategy {
  private static final String PREFIX = "batch.kubernetes.io/";
  private static final int BACK_OFF_LIMIT = 6;

  @Override
  public void setDefaults(ObjectNode tree) {
    ObjectNode spec = child(tree, "spec");
    if (!spec.hasNonNull("completions") && !spec.hasNonNull("parallelism")) {
      spec.put("completions", 1);
    }
    setDefault(spec, "parallelism", 1);
    setDefault(spec, "backoffLimit", BACK_OFF_LIMIT);
    setDefault(spec, "completionMode", "NonIndexed");
    ObjectNode template = child(spec, "template");
    child(template, "metadata");
    PodDefaults.apply(child(template, "spec"));
  }

  @Override
  public void prepareForCreate(ObjectNode tree) {
    tree.putObject("status");
    String uid = tree.path("metadata").path("uid").asText();
    String name = tree.path("metadata").path("name").asText();
    ObjectNode spec = child(tree, "spec");
    child(child(spec, "selector"), "matchLabels").put(PREFIX + "controller-uid", uid);
    child(child(child(spec, "template"), "metadata"), "labels")
        .put(PREFIX + "controller-uid", uid)
        .put(PREFIX + "job-name", name)
        .put("controller-uid", uid)
        .put("job-name", name);
  }

  @Override
  public void validate(ResourceType type, ObjectNode tree) {
    String name = tree.path("metadata").path("name").asText();
    var podSpec = tree.path("spec").path("template").path("spec");
    PodValidation.validate(type, name, "spec.template.spec", podSpec);
    String policy = podSpec.path("restartPolicy").asText();
    if (!policy.equals("OnFailure") && !policy.equals("Never")) {
      throw type.invalid(
          name,
          "spec.template.spec.restartPolicy",
          "Required value: valid values: \"OnFailure\", \"Never\"");
    }
  }

  @Override
  public void validateUpdate(ResourceType type, ObjectNode tree, KubeObject before) {
    var template = tree.path("spec").path("template");
    if (!template.equals(before.spec().path("template"))) {
      throw type.invalid(
          before.name(), "spec.template", "Invalid value: " + template + ": field is immutable");
    }
  }
}
