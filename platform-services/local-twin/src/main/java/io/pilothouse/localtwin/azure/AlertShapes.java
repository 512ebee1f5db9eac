package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Alerts as alerts management and the common alert schema write them. Pure. */
final class AlertShapes {
  private AlertShapes() {}

  /** {@code alertContext} of a metric alert with static thresholds. */
  static ObjectNode context(MetricAlert rule, AlertEvaluation evaluation) {
    ObjectNode context = Arm.object();
    context.putNull("properties");
    context.put("conditionType", rule.criteriaType());
    ObjectNode condition = context.putObject("condition");
    condition.put("windowSize", rule.window().toString());
    ArrayNode all = condition.putArray("allOf");
    for (AlertEvaluation.Reading reading : evaluation.readings()) {
      ObjectNode one =
          all.addObject()
              .put("metricName", reading.condition().metric())
              .put("metricNamespace", reading.condition().namespace())
              .put("operator", reading.condition().operator())
              .put("threshold", Double.toString(reading.condition().threshold()))
              .put("timeAggregation", capital(reading.condition().aggregation()));
      ArrayNode dimensions = one.putArray("dimensions");
      reading
          .dimensions()
          .forEach((name, value) -> dimensions.addObject().put("name", name).put("value", value));
      one.put("metricValue", reading.value()).putNull("webTestName");
    }
    condition.put("windowStartTime", evaluation.from().toString());
    condition.put("windowEndTime", evaluation.to().toString());
    return context;
  }

  /** What action groups send, by "Common alert schema for Azure Monitor alerts". */
  static ObjectNode common(FiredAlert alert, AzureScope scope) {
    ObjectNode json = Arm.object().put("schemaId", "azureMonitorCommonAlertSchema");
    ObjectNode data = json.putObject("data");
    ObjectNode essentials =
        data.putObject("essentials")
            .put("alertId", id(alert, scope))
            .put("alertRule", alert.rule().name())
            .put("alertRuleID", alert.rule().id())
            .put("severity", severity(alert))
            .put("signalType", "Metric")
            .put("monitorCondition", alert.condition())
            .put("monitoringService", "Platform");
    essentials.putArray("alertTargetIDs").add(alert.target().toLowerCase(Locale.ROOT));
    essentials.putArray("configurationItems").add(name(alert.target()));
    essentials
        .put("originAlertId", alert.id())
        .put("firedDateTime", alert.startedAt().toString())
        .put("description", alert.rule().description())
        .put("essentialsVersion", "1.0")
        .put("alertContextVersion", "1.0");
    alert.resolvedAt().ifPresent(at -> essentials.put("resolvedDateTime", at.toString()));
    data.set("alertContext", alert.context());
    data.putNull("customProperties");
    return json;
  }

  /** A resource of {@code Microsoft.AlertsManagement/alerts}. */
  static ObjectNode alert(FiredAlert alert, AzureScope scope, boolean withContext) {
    ObjectNode json =
        Arm.object()
            .put("id", id(alert, scope))
            .put("name", alert.rule().name())
            .put("type", AlertsManagement.TYPE);
    ObjectNode properties = json.putObject("properties");
    ObjectNode essentials =
        properties
            .putObject("essentials")
            .put("severity", severity(alert))
            .put("signalType", "Metric")
            .put("alertState", alert.state())
            .put("monitorCondition", alert.condition())
            .put("targetResource", alert.target())
            .put("targetResourceName", name(alert.target()))
            .put("targetResourceGroup", scope.resourceGroup())
            .put("targetResourceType", type(alert.target()))
            .put("monitorService", "Platform")
            .put("alertRule", alert.rule().id())
            .put("sourceCreatedId", alert.id())
            .put("description", alert.rule().description())
            .put("startDateTime", alert.startedAt().toString())
            .put("lastModifiedDateTime", alert.modifiedAt().toString())
            .put("lastModifiedUserName", alert.modifiedBy());
    alert
        .resolvedAt()
        .ifPresent(at -> essentials.put("monitorConditionResolvedDateTime", at.toString()));
    essentials.putObject("actionStatus").put("isSuppressed", false);
    if (withContext) {
      properties.putObject("context").set("context", alert.context());
    }
    return json;
  }

  static ObjectNode history(FiredAlert alert, AzureScope scope) {
    ObjectNode json =
        Arm.object()
            .put("id", id(alert, scope) + "/history/default")
            .put("name", "default")
            .put("type", AlertsManagement.TYPE + "/history");
    ObjectNode properties = json.putObject("properties").put("alertId", id(alert, scope));
    ArrayNode modifications = properties.putArray("modifications");
    for (FiredAlert.Modification change : alert.history().reversed()) {
      modifications
          .addObject()
          .put("modificationEvent", change.event())
          .put("oldValue", change.before())
          .put("newValue", change.after())
          .put("modifiedAt", change.at().toString())
          .put("modifiedBy", change.by())
          .put("comments", change.comment())
          .put("description", "");
    }
    return json;
  }

  static String severity(FiredAlert alert) {
    return "Sev" + alert.rule().severity();
  }

  static String type(String resource) {
    String[] parts = resource.substring(resource.indexOf("/providers/") + 11).split("/", -1);
    return parts.length < 2 ? "" : (parts[0] + "/" + parts[1]).toLowerCase(Locale.ROOT);
  }

  private static String id(FiredAlert alert, AzureScope scope) {
    return "/subscriptions/"
        + scope.subscription()
        + "/providers/"
        + AlertsManagement.TYPE
        + "/"
        + alert.id();
  }

  private static String name(String resource) {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
