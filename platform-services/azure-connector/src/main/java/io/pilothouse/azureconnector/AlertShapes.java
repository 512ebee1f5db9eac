package io.pilothouse.azureconnector;

import io.pilothouse.sharedmodel.estate.ActionGroup;
import io.pilothouse.sharedmodel.estate.ActionGroup.Receiver;
import io.pilothouse.sharedmodel.estate.MetricAlertRule;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Alert rules and who is told, as the estate's records. Pure. */
final class AlertShapes {
  private static final Map<String, String> CHANNELS =
      Map.ofEntries(
          Map.entry("emailReceivers", "email"),
          Map.entry("smsReceivers", "sms"),
          Map.entry("voiceReceivers", "voice"),
          Map.entry("webhookReceivers", "webhook"),
          Map.entry("logicAppReceivers", "logic-app"),
          Map.entry("azureFunctionReceivers", "azure-function"),
          Map.entry("azureAppPushReceivers", "azure-app-push"),
          Map.entry("eventHubReceivers", "event-hub"),
          Map.entry("itsmReceivers", "itsm"),
          Map.entry("automationRunbookReceivers", "automation-runbook"),
          Map.entry("armRoleReceivers", "role"));

  private AlertShapes() {}

  static MetricAlertRule rule(ArmJson json) {
    ArmJson p = json.properties();
    return new MetricAlertRule(
        json.id(),
        json.name(),
        json.group(),
        json.tags(),
        p.text("description"),
        p.whole("severity").orElse(4),
        p.flag("enabled").orElse(true),
        p.texts("scopes").stream().map(ResourceId::azure).toList(),
        p.duration("windowSize"),
        p.duration("evaluationFrequency"),
        p.at("criteria").objects("allOf").stream().map(AlertShapes::condition).toList(),
        p.objects("actions").stream()
            .flatMap(a -> a.text("actionGroupId").stream())
            .map(ResourceId::azure)
            .toList());
  }

  private static MetricAlertRule.Condition condition(ArmJson json) {
    return new MetricAlertRule.Condition(
        json.text("metricName").orElse(""),
        json.text("metricNamespace"),
        json.text("timeAggregation").orElse(""),
        json.text("operator").orElse(""),
        json.number("threshold"),
        json.objects("dimensions").stream()
            .collect(Collectors.toMap(ArmJson::name, d -> d.texts("values"), (a, b) -> a)));
  }

  static ActionGroup actionGroup(ArmJson json) {
    ArmJson p = json.properties();
    List<Receiver> receivers = new ArrayList<>();
    CHANNELS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(channel ->
            p.objects(channel.getKey())
                .forEach(r -> receivers.add(new Receiver(channel.getValue(), r.name()))));
    return new ActionGroup(
        json.id(),
        json.name(),
        json.group(),
        json.tags(),
        p.flag("enabled").orElse(true),
        receivers);
  }
}
