package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.deployer.chart.AdapterConfig.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dashboards and alert rules choose among what the services really tell, labels included. */
class ToldSeriesTest {
  private static final String SYSTEM = "kt-event-marketing-prod";
  private static final List<Series> TOLD = AdapterRulesTest.series(AdapterRulesTest.lines(SYSTEM));

  private static final Pattern SELECTOR =
      Pattern.compile(
          "\\b(%s)\\{[^}]*}"
              .formatted(
                  TOLD.stream().map(Series::name).distinct().collect(Collectors.joining("|"))));

  /** What a dashboard puts in for what is chosen on top of it. */
  private static final Pattern CHOSEN = Pattern.compile("\\$\\w+|\\{[A-Z]\\w+}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "helm/pilothouse/dashboards/services.json",
        "platform-services/dashboards/azure/services.workbook"
      })
  void everyPanelHasSomethingToShow(String file) throws IOException {
    Path dashboard = ShippedChart.ROOT.resolve(file);
    var queries = new ArrayList<String>();
    texts(new ObjectMapper().readTree(dashboard.toFile()), queries);
    assertThat(unmatched(queries)).isEmpty();
    assertThat(queries).anyMatch(query -> query.contains("cache_hit_ratio{"));
    assertThat(unmatched(List.of("avg(cache_hit_ratio{system=~\"$system\", pattern=\"\"})")))
        .as("what is chosen wrongly is seen")
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failed_requests",
        "avg_response_time",
        "requests_per_second",
        "queue_length",
        "active_connections",
        "cache_hit_ratio"
      })
  void everyAlertRuleHasSomethingToWatch(String metric) {
    String rule = "alerts.rules[0].";
    List<String> expressions =
        PrometheusRulesTest.rules(
                PrometheusRulesTest.asked(SYSTEM)
                    .with(rule + "id", "one")
                    .with(rule + "name", "One")
                    .with(rule + "severity", "warning")
                    .with(rule + "metric", metric)
                    .with(rule + "comparison", "above")
                    .with(rule + "threshold", "3")
                    .with(rule + "unit", "percent")
                    .with(rule + "window", "1m"))
            .stream()
            .map(each -> each.path("expr").asText())
            .filter(each -> each.contains(metric))
            .toList();
    assertThat(expressions).isNotEmpty();
    assertThat(unmatched(expressions)).isEmpty();
  }

  private static List<String> unmatched(List<String> queries) {
    return queries.stream()
        .map(query -> CHOSEN.matcher(query).replaceAll(".*"))
        .flatMap(query -> SELECTOR.matcher(query).results().map(found -> found.group()))
        .filter(selector -> TOLD.stream().noneMatch(s -> AdapterConfig.matches(selector, s)))
        .toList();
  }

  /** Every text of a document; those that are documents themselves are read too. */
  private static void texts(JsonNode node, List<String> into) throws IOException {
    if (node.isTextual() && node.asText().startsWith("{\"")) {
      texts(new ObjectMapper().readTree(node.asText()), into);
    } else if (node.isTextual()) {
      into.add(node.asText());
    }
    for (JsonNode child :
        (Iterable<JsonNode>) Stream.of(node).flatMap(n -> n.valueStream())::iterator) {
      texts(child, into);
    }
  }
}
