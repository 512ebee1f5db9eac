package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import java.util.ArrayList;
import java.util.List;

/** The columns of workloads and of what guards and scales them. */
final class WorkloadCells {

  private WorkloadCells() {}

  static TableLayout deployments() {
    return wide(
        TableLayout.start()
            .text(
                "Ready",
                deployment ->
                    deployment.status().path("readyReplicas").asLong()
                        + "/"
                        + deployment.spec().path("replicas").asLong())
            .number("Up-to-date", deployment -> count(deployment, "updatedReplicas"))
            .number("Available", deployment -> count(deployment, "availableReplicas"))
            .age());
  }

  static TableLayout replicaSets() {
    return wide(
        TableLayout.start()
            .number("Desired", set -> set.spec().path("replicas").asLong())
            .number("Current", set -> count(set, "replicas"))
            .number("Ready", set -> count(set, "readyReplicas"))
            .age());
  }

  static TableLayout statefulSets() {
    return TableLayout.start()
        .text(
            "Ready",
            set -> count(set, "readyReplicas") + "/" + set.spec().path("replicas").asLong())
        .age()
        .wide("Containers", workload -> containers(workload, "name"))
        .wide("Images", workload -> containers(workload, "image"));
  }

  static TableLayout daemonSets() {
    return wide(
        TableLayout.start()
            .number("Desired", set -> count(set, "desiredNumberScheduled"))
            .number("Current", set -> count(set, "currentNumberScheduled"))
            .number("Ready", set -> count(set, "numberReady"))
            .number("Up-to-date", set -> count(set, "updatedNumberScheduled"))
            .number("Available", set -> count(set, "numberAvailable"))
            .age());
  }

  static TableLayout jobs() {
    return wide(
        TableLayout.start()
            .text("Status", WorkloadCells::jobState)
            .text(
                "Completions",
                job ->
                    count(job, "succeeded")
                        + "/"
                        + job.spec()
                            .path("completions")
                            .asText("1 of " + job.spec().path("parallelism").asText("1")))
            .age());
  }

  private static String jobState(KubeObject job) {
    for (String end : List.of("Complete", "Failed")) {
      if (job.condition(end).path("status").asText().equals("True")) {
        return end;
      }
    }
    return "Running";
  }

  private static TableLayout wide(TableLayout layout) {
    return layout
        .wide("Containers", workload -> containers(workload, "name"))
        .wide("Images", workload -> containers(workload, "image"))
        .wide(
            "Selector", workload -> LabelSelector.of(workload.spec().path("selector")).toString());
  }

  private static long count(KubeObject workload, String field) {
    return workload.status().path(field).asLong();
  }

  private static String containers(KubeObject workload, String field) {
    List<String> texts = new ArrayList<>();
    workload
        .at("spec", "template", "spec", "containers")
        .forEach(container -> texts.add(container.path(field).asText()));
    return String.join(",", texts);
  }

  static TableLayout disruptionBudgets() {
    return TableLayout.start()
        .text("Min Available", budget -> budget.spec().path("minAvailable").asText("N/A"))
        .text("Max Unavailable", budget -> budget.spec().path("maxUnavailable").asText("N/A"))
        .number("Allowed Disruptions", budget -> count(budget, "disruptionsAllowed"))
        .age();
  }

  static TableLayout autoscalers() {
    return TableLayout.start()
        .text(
            "Reference",
            scaler ->
                scaler.at("spec", "scaleTargetRef", "kind").asText()
                    + "/"
                    + scaler.at("spec", "scaleTargetRef", "name").asText())
        .text("Targets", WorkloadCells::targets)
        .text("MinPods", scaler -> scaler.spec().path("minReplicas").asText("<unset>"))
        .number("MaxPods", scaler -> scaler.spec().path("maxReplicas").asLong())
        .number("Replicas", scaler -> count(scaler, "currentReplicas"))
        .age();
  }

  private static Object targets(KubeObject scaler) {
    JsonNode current = scaler.status().path("currentMetrics");
    List<String> texts = new ArrayList<>();
    int index = 0;
    for (JsonNode metric : scaler.spec().path("metrics")) {
      JsonNode now = index < current.size() ? current.get(index) : scaler.at("nothing");
      texts.add(target(metric, now));
      index++;
    }
    int shown = 2;
    if (texts.size() <= shown) {
      return texts.isEmpty() ? "<none>" : String.join(", ", texts);
    }
    return String.join(", ", texts.subList(0, shown)) + " + " + (texts.size() - shown) + " more...";
  }

  private static String target(JsonNode metric, JsonNode current) {
    return switch (metric.path("type").asText()) {
      case "Resource" -> {
        JsonNode resource = metric.path("resource");
        JsonNode target = resource.path("target");
        JsonNode now = current.path("resource").path("current");
        yield resource.path("name").asText()
            + ": "
            + (target.has("averageUtilization")
                ? percent(now.path("averageUtilization"))
                    + "/"
                    + percent(target.path("averageUtilization"))
                : value(now.path("averageValue")) + "/" + value(target.path("averageValue")));
      }
      case "ContainerResource" -> {
        JsonNode target = metric.path("containerResource").path("target");
        JsonNode now = current.path("containerResource").path("current");
        yield metric.path("containerResource").path("name").asText()
            + ": "
            + (target.has("averageUtilization")
                ? percent(now.path("averageUtilization"))
                    + "/"
                    + percent(target.path("averageUtilization"))
                : value(now.path("averageValue")) + "/" + value(target.path("averageValue")));
      }
      case "Pods" ->
          value(current.path("pods").path("current").path("averageValue"))
              + "/"
              + value(metric.path("pods").path("target").path("averageValue"));
      case "External", "Object" -> {
        String source = metric.path("type").asText().toLowerCase(java.util.Locale.ROOT);
        JsonNode target = metric.path(source).path("target");
        JsonNode now = current.path(source).path("current");
        yield target.has("averageValue")
            ? value(now.path("averageValue")) + "/" + value(target.path("averageValue")) + " (avg)"
            : value(now.path("value")) + "/" + value(target.path("value"));
      }
      default -> "<unknown type>";
    };
  }

  private static String percent(JsonNode number) {
    return number.isNumber() ? number.asInt() + "%" : "<unknown>";
  }

  private static String value(JsonNode quantity) {
    return quantity.isValueNode() && !quantity.isNull() ? quantity.asText() : "<unknown>";
  }
}
