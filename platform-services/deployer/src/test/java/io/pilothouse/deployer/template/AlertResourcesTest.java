package io.pilothouse.deployer.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the document's alert rules become of what Azure measures. */
class AlertResourcesTest {
  private static List<TemplateResource> alerts(String metric, String rule) {
    return SystemTemplate.of(
            TemplateFixture.blueprint(
                "tripgen-prod",
                text ->
                    text.replace(
                        "    metric: cpu_utilization\n    comparison: above\n    threshold: 85\n"
                            + "    unit: percent\n    window: PT10M",
                        "    metric: " + metric + "\n" + rule)),
            TemplateFixture.target())
        .resources()
        .stream()
        .filter(r -> r.name().startsWith("alert-tripgen-prod-high-cpu-usage"))
        .toList();
  }

  private static JsonNode criterion(TemplateResource alert) {
    return alert.fields().at("/properties/criteria/allOf/0");
  }

  @Test
  void lagIsMeasuredOnEachReplicaAndNotOnItsSource() {
    List<TemplateResource> alerts =
        alerts(
            "replication_lag",
            "    comparison: above\n    threshold: 5\n    unit: seconds\n    window: PT5M");
    assertThat(alerts)
        .extracting(alert -> alert.fields().at("/properties/scopes/0").asText())
        .hasSize(2)
        .allSatisfy(scope -> assertThat(scope).contains("/flexibleServers/postgresql-server-"));
    assertThat(alerts).extracting(TemplateResource::name).doesNotHaveDuplicates();
    assertThat(alerts)
        .allSatisfy(alert ->
            assertThat(criterion(alert).path("metricName").asText())
                .isEqualTo("physical_replication_delay_in_seconds"));
  }

  @Test
  void tooFewHitsAreTooManyMisses() {
    assertThat(
            alerts(
                "cache_hit_ratio",
                "    comparison: below\n    threshold: 95\n    unit: percent\n    window: PT5M"))
        .singleElement()
        .satisfies(alert -> {
          assertThat(criterion(alert).path("metricName").asText()).isEqualTo("cachemissrate");
          assertThat(criterion(alert).path("operator").asText()).isEqualTo("GreaterThan");
          assertThat(criterion(alert).path("threshold").asDouble()).isEqualTo(5);
        });
  }

  @Test
  void aQueryLooksAtNoLessThanWhatIsBetweenTwoOfIt() {
    assertThat(
            alerts(
                "failed_requests",
                "    comparison: above\n    threshold: 5\n    unit: percent\n    window: PT1M"))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.type()).isEqualTo(ResourceType.QUERY_ALERT);
          assertThat(alert.fields().at("/properties/windowSize").asText()).isEqualTo("PT5M");
          assertThat(alert.fields().at("/properties/evaluationFrequency").asText())
              .isEqualTo("PT5M");
        });
  }
}
