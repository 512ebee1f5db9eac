package io.pilothouse.localtwin.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When rules fire and resolve, by recorded metrics and a clock in hand. */
class AlertMonitorTest {
  private static final AzureScope SCOPE = new AzureScope("sub", "tenant", "rg", "koreacentral");
  private static final String SERVER =
      SCOPE.resourceId("Microsoft.DBforPostgreSQL/flexibleServers", "db");
  private static final String GROUP = SCOPE.resourceId("Microsoft.Insights/actionGroups", "people");

  private final HandClock clock = new HandClock();
  private final MetricStore metrics = new MetricStore();
  private final ResourceStore resources = new ResourceStore();
  private final ToldReceivers told = new ToldReceivers();
  private final FiredAlerts fired = new FiredAlerts();
  private final AlertMonitor monitor =
      new AlertMonitor(
          SCOPE, resources, metrics::read, fired, new ActionGroups(SCOPE, resources, told), clock);

  @Test
  void firesAtTheFirstEvaluationThatMeetsItAndTellsTheGroup() {
    rule("GreaterThan", 80, "Average", Map.of());
    people();
    sample("cpu_percent", Map.of(), 70, 95);

    monitor.look();

    FiredAlert alert = fired.all().getFirst();
    assertThat(alert.condition()).isEqualTo("Fired");
    assertThat(alert.target()).isEqualTo(SERVER);
    assertThat(alert.context().at("/condition/allOf/0/metricValue").asDouble()).isEqualTo(82.5);
    await().atMost(Duration.ofSeconds(60)).until(() -> told.all.size() == 3);
    assertThat(told.all)
        .anyMatch(t -> t.equals("mail ops@example.com Fired: Sev1 Azure Monitor alert busy on db"))
        .anyMatch(t -> t.startsWith("sms +82 1 Fired"))
        .anyMatch(t -> t.startsWith("webhook https://teams.example.com/x {\"schemaId\""));
  }

  @Test
  void staysFiredWhileItIsMetAndIsResolvedAtTheThirdQuietEvaluation() {
    rule("GreaterThan", 80, "Maximum", Map.of());
    sample("cpu_percent", Map.of(), 95);
    monitor.look();
    clock.forward(Duration.ofMinutes(1));
    monitor.look();
    assertThat(fired.all()).hasSize(1);

    for (int i = 0; i < 2; i++) {
      clock.forward(Duration.ofMinutes(6));
      sample("cpu_percent", Map.of(), 20);
      monitor.look();
    }
    assertThat(fired.all().getFirst().condition()).isEqualTo("Fired");
    clock.forward(Duration.ofMinutes(1));
    sample("cpu_percent", Map.of(), 20);
    monitor.look();

    assertThat(fired.all())
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.condition()).isEqualTo("Resolved");
          assertThat(alert.resolvedAt()).contains(clock.instant());
          assertThat(alert.history())
              .extracting(FiredAlert.Modification::event)
              .containsExactly("AlertCreated", "MonitorConditionChange");
        });
  }

  @Test
  void isEvaluatedAtItsOwnFrequencyOnly() {
    rule("LessThan", 50, "Average", Map.of());
    sample("cpu_percent", Map.of(), 90);
    monitor.look();
    sample("cpu_percent", Map.of(), 1, 1, 1, 1);

    clock.forward(Duration.ofSeconds(59));
    monitor.look();
    assertThat(fired.all()).isEmpty();

    clock.forward(Duration.ofSeconds(1));
    monitor.look();
    assertThat(fired.all()).hasSize(1);
  }

  @Test
  void decidesNothingWithoutValuesAndNothingForADisabledRule() {
    rule("LessThan", 50, "Average", Map.of());
    monitor.look();
    assertThat(fired.all()).isEmpty();

    sample("cpu_percent", Map.of(), 1);
    ObjectNode disabled = resources.get(ruleId()).orElseThrow().deepCopy();
    disabled.withObject("/properties").put("enabled", false);
    resources.put(ruleId(), disabled);
    clock.forward(Duration.ofMinutes(1));
    monitor.look();
    assertThat(fired.all()).isEmpty();
  }

  @Test
  void aDimensionIsEvaluatedByItself() {
    rule("GreaterThan", 80, "Average", Map.of("node", List.of("node-2")));
    sample("cpu_percent", Map.of("node", "node-1"), 99);
    sample("cpu_percent", Map.of("node", "node-2"), 10);
    monitor.look();
    assertThat(fired.all()).isEmpty();

    rule("GreaterThan", 80, "Average", Map.of("node", List.of("*")));
    clock.forward(Duration.ofMinutes(1));
    sample("cpu_percent", Map.of("node", "node-1"), 99);
    monitor.look();
    assertThat(
            fired.all().getFirst().context().at("/condition/allOf/0/dimensions/0/value").asText())
        .isEqualTo("node-1");
  }

  private void sample(String metric, Map<String, String> dimensions, double... values) {
    for (double value : values) {
      metrics.add(SERVER, new Sample(metric, dimensions, value), clock.instant());
    }
  }

  private static String ruleId() {
    return SCOPE.resourceId(AlertMonitor.RULES, "busy");
  }

  private void rule(
      String operator, double threshold, String aggregation, Map<String, List<String>> dimensions) {
    ObjectNode rule = Arm.object().put("id", ruleId()).put("name", "busy");
    ObjectNode properties = rule.putObject("properties");
    properties
        .put("severity", 1)
        .put("enabled", true)
        .put("evaluationFrequency", "PT1M")
        .put("windowSize", "PT5M");
    properties.putArray("scopes").add(SERVER);
    properties.putArray("actions").addObject().put("actionGroupId", GROUP);
    ObjectNode condition =
        properties
            .putObject("criteria")
            .put("odata.type", "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria")
            .putArray("allOf")
            .addObject()
            .put("metricName", "cpu_percent")
            .put("operator", operator)
            .put("threshold", threshold)
            .put("timeAggregation", aggregation);
    dimensions.forEach((name, values) -> {
      ObjectNode one = condition.withArray("/dimensions").addObject().put("name", name);
      one.set("values", Arm.strings(values));
    });
    resources.put(ruleId(), rule);
  }

  private void people() {
    ObjectNode group = Arm.object().put("id", GROUP);
    ObjectNode properties = group.putObject("properties");
    properties
        .putArray("emailReceivers")
        .addObject()
        .put("name", "m")
        .put("emailAddress", "ops@example.com");
    properties
        .putArray("smsReceivers")
        .addObject()
        .put("countryCode", "82")
        .put("phoneNumber", "1");
    properties
        .putArray("webhookReceivers")
        .addObject()
        .put("serviceUri", "https://teams.example.com/x");
    resources.put(GROUP, group);
  }

  /** A clock that a test moves. */
  private static final class HandClock extends Clock {
    private volatile Instant now = Instant.parse("2026-03-01T09:00:30Z");

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
