package io.pilothouse.localtwin.landscape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.StoredResource;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.AlertRule.Comparison;
import io.pilothouse.sharedmodel.blueprint.AlertRule.Severity;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Metric alert rules, and an action group for each set of channels. Pure. */
final class AlertLandscape {
  private static final String RULES = "Microsoft.Insights/metricAlerts";
  private static final String GROUPS = "Microsoft.Insights/actionGroups";
  private final Blueprint blueprint;
  private final ResourceNames names;

  AlertLandscape(Blueprint blueprint, ResourceNames names) {
    this.blueprint = blueprint;
    this.names = names;
  }

  List<StoredResource> of(List<AlertRule> rules) {
    var all = new ArrayList<StoredResource>();
    rules.stream()
        .map(AlertRule::channels)
        .filter(channels -> !channels.isEmpty())
        .collect(Collectors.toMap(AlertLandscape::group, Function.identity(), (a, b) -> a))
        .forEach((name, channels) -> all.add(group(name, channels)));
    rules.forEach(rule -> all.add(rule(rule)));
    return all;
  }

  private StoredResource rule(AlertRule rule) {
    ObjectNode body = names.tracked("global");
    ObjectNode properties = body.putObject("properties");
    properties.put("description", rule.name());
    properties.put("severity", rule.severity() == Severity.CRITICAL ? 0 : 2);
    properties.put("enabled", true);
    AlertMetric metric = AlertMetric.of(rule, blueprint);
    properties.putArray("scopes").add(names.id(metric.type(), metric.resource()));
    properties.put("evaluationFrequency", "PT1M");
    properties.put("windowSize", rule.window().toString());
    ObjectNode criteria = properties.putObject("criteria");
    criteria.put("odata.type", "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria");
    criteria
        .putArray("allOf")
        .addObject()
        .put("criterionType", "StaticThresholdCriterion")
        .put("name", "condition")
        .put("metricNamespace", metric.namespace())
        .put("metricName", metric.name())
        .put("operator", rule.comparison() == Comparison.ABOVE ? "GreaterThan" : "LessThan")
        .put("threshold", rule.threshold())
        .put("timeAggregation", metric.aggregation());
    properties.put("autoMitigate", true);
    ArrayNode actions = properties.putArray("actions");
    if (!rule.channels().isEmpty()) {
      actions.addObject().put("actionGroupId", names.id(GROUPS, group(rule.channels())));
    }
    return new StoredResource(RULES, List.of(rule.id()), body);
  }

  private static String group(List<String> channels) {
    return "notify-" + ResourceNames.slug(String.join("-", channels));
  }

  private StoredResource group(String name, List<String> channels) {
    ObjectNode body = names.tracked("global");
    ObjectNode properties = body.putObject("properties");
    properties.put("groupShortName", name.substring(0, Math.min(12, name.length())));
    properties.put("enabled", true);
    ArrayNode emails = properties.putArray("emailReceivers");
    ArrayNode texts = properties.putArray("smsReceivers");
    ArrayNode hooks = properties.putArray("webhookReceivers");
    for (String channel : channels) {
      String word = channel.toLowerCase(Locale.ROOT);
      if (word.contains("mail") || word.contains("메일")) {
        emails.addObject().put("name", channel).put("emailAddress", "operations@example.com");
      } else if (word.contains("sms")) {
        texts
            .addObject()
            .put("name", channel)
            .put("countryCode", "82")
            .put("phoneNumber", "0000000000");
      } else {
        hooks
            .addObject()
            .put("name", channel)
            .put(
                "serviceUri",
                "https://%s.example.com/notify".formatted(ResourceNames.slug(channel)));
      }
    }
    return new StoredResource(GROUPS, List.of(name), body);
  }
}
