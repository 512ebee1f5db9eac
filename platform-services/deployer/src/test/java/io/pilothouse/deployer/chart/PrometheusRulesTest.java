package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document's alert rules as rules of a Prometheus in the cluster. */
class PrometheusRulesTest {
  private static final List<JsonNode> RULES = rules(asked());

  @Test
  void everyRuleOfTheDocumentFiresBeyondItsThresholdAndNamesItsRunbook() {
    List<AlertRule> documented = ShippedChart.blueprint("tripgen-prod").alertRules();
    assertThat(RULES)
        .extracting(rule -> rule.path("alert").asText())
        .containsExactlyElementsOf(documented.stream().map(AlertRule::id).toList());
    for (int i = 0; i < RULES.size(); i++) {
      JsonNode rule = RULES.get(i);
      assertThat(rule.path("expr").asText())
          .contains("namespace=\"production\"")
          .endsWith(" > " + (int) documented.get(i).threshold());
      assertThat(rule.at("/labels/severity").asText())
          .isEqualToIgnoringCase(documented.get(i).severity().name());
      assertThat(rule.at("/annotations/summary").asText()).contains(documented.get(i).name());
      String runbook = rule.at("/annotations/runbook_url").asText().replaceAll(".*/", "");
      assertThat(Files.isRegularFile(ShippedChart.ROOT.resolve("docs/runbooks").resolve(runbook)))
          .as(runbook)
          .isTrue();
    }
  }

  @Test
  void saysEachInTermsOfWhatIsScraped() {
    assertThat(expression("high-error-rate"))
        .isEqualTo(
            "avg by (service) (failed_requests{system=\"tripgen-prod\","
                + " namespace=\"production\"}) > 5");
    assertThat(expression("high-response-time"))
        .as("told in milliseconds, meant in seconds")
        .contains("avg_response_time{")
        .endsWith(" / 1000 > 5");
    assertThat(expression("pod-crash-loop"))
        .isEqualTo(
            "sum by (container) (increase(kube_pod_container_status_restarts_total{"
                + "namespace=\"production\","
                + " container=~\"ai-service|location-service|trip-service|user-service\"}[10m]))"
                + " > 5");
    assertThat(rule("pod-crash-loop").path("for").asText())
        .as("counted within the window, not for as long")
        .isEqualTo("0s");
    assertThat(rule("high-error-rate").path("for").asText()).isEqualTo("5m");
    assertThat(expression("high-cpu-usage"))
        .startsWith("100 * sum by (container) (rate(container_cpu_usage_seconds_total{")
        .contains("/ sum by (container) (kube_pod_container_resource_requests{");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          requests_per_second | count   | avg by (service) (requests_per_second{system="tripgen-prod", namespace="production"}) < 3
          cache_hit_ratio     | percent | 100 * avg by (service) (cache_hit_ratio{system="tripgen-prod", namespace="production", pattern="all"}) < 3
          cache_hit_ratio     | ratio   | avg by (service) (cache_hit_ratio{system="tripgen-prod", namespace="production", pattern="all"}) < 3
          """)
  void anotherDocumentsRuleIsSaidInItsUnit(String metric, String unit, String expression) {
    String rule = "alerts.rules[0].";
    var values =
        asked()
            .with(rule + "metric", metric)
            .with(rule + "unit", unit)
            .with(rule + "comparison", "below")
            .with(rule + "threshold", "3")
            .with(rule + "id", "other")
            .with(rule + "name", "Other")
            .with(rule + "severity", "warning")
            .with(rule + "window", "1m");
    assertThat(rules(values).getFirst().path("expr").asText()).isEqualTo(expression);
  }

  @Test
  void theRuleIsDecodedWholeAndCarriesWhatItsPrometheusChoosesBy() {
    var object = object(asked().with("monitoring.labels.release", "metrics")).orElseThrow();
    assertThat(new StrictDecoder().complaints(object)).isEmpty();
    assertThat(object.at("/metadata/labels/release").asText()).isEqualTo("metrics");
  }

  @Test
  void thereIsNoneWhereNobodyAsksForIt() {
    assertThat(Rendered.system("tripgen-prod").ofKind("PrometheusRule")).isEmpty();
  }

  @Test
  void theChartAcceptsEachMetricThatItHasARunbookAndValuesFor() throws IOException {
    var schema =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(ShippedChart.system().folder().resolve("values.schema.json").toFile())
            .at("/$defs/alertRule/properties/metric/enum");
    var runbooks =
        Files.readString(ShippedChart.system().folder().resolve("templates/_alerts.tpl"));
    assertThat(schema).isNotEmpty();
    schema.forEach(metric -> assertThat(runbooks).contains("\"" + metric.asText() + "\" \""));
  }

  private static ReleaseValues asked() {
    return asked("tripgen-prod");
  }

  static ReleaseValues asked(String system) {
    return ShippedChart.release(system)
        .with("monitoring.collector", "prometheusOperator")
        .with("alerts.enabled", "true");
  }

  private static Optional<ObjectNode> object(ReleaseValues values) {
    return Rendered.of(ShippedChart.system().render(values)).find("PrometheusRule", values.name());
  }

  static List<JsonNode> rules(ReleaseValues values) {
    var all = new ArrayList<JsonNode>();
    object(values).orElseThrow().at("/spec/groups/0/rules").forEach(all::add);
    return all;
  }

  private static JsonNode rule(String id) {
    return RULES.stream()
        .filter(r -> r.path("alert").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String expression(String id) {
    return rule(id).path("expr").asText();
  }
}
