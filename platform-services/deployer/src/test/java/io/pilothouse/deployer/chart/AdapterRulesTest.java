package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.chart.AdapterConfig.Series;
import io.pilothouse.localtwin.served.PrometheusText;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of prometheus-adapter: what the services tell Prometheus is what autoscalers and
 * Pilothouse ask for. Which series there are is what a running service tells (a test of
 * domain-service holds {@code told-series.txt} to it); which of a label's values, follows from a
 * system's values.
 */
class AdapterRulesTest {
  private static final List<String> TOLD = told();

  static List<String> systems() {
    return ShippedSystems.keys();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyFigureOfAPodIsServedByOneRuleUnderTheNameThatATwinGivesIt(String system) {
    List<String> lines = lines(system);
    Map<String, Double> figures = PrometheusText.read(String.join("\n", lines));
    assertThat(complaints(rules(system), lines, figures)).isEmpty();
    assertThat(figures).containsKey(WorkloadMetrics.REQUESTS);
  }

  @ParameterizedTest
  @MethodSource("systems")
  void whatAutoscalersAndTheDashboardAskForIsServed(String system) {
    var blueprint = ShippedChart.blueprint(system);
    Set<String> served = rules(system).values(series(lines(system))).keySet();
    var asked = new TreeSet<String>();
    for (Service service : blueprint.services()) {
      service.autoscaling().stream()
          .flatMap(scaling -> scaling.metrics().stream())
          .filter(metric -> metric.kind() == Service.MetricKind.CUSTOM)
          .map(Service.MetricTarget::name)
          .forEach(asked::add);
    }
    for (String external : labelValues(system).getOrDefault("external", Set.of())) {
      asked.add(WorkloadMetrics.BREAKER_OPEN + external);
      asked.add(WorkloadMetrics.EXTERNAL_TIME + external);
      for (var trouble : WorkloadMetrics.Trouble.values()) {
        asked.add(trouble.metricOf(external));
      }
    }
    asked.addAll(
        List.of(
            WorkloadMetrics.REQUESTS,
            WorkloadMetrics.FAILED_REQUESTS,
            WorkloadMetrics.RESPONSE_TIME,
            WorkloadMetrics.HIT_RATIO,
            WorkloadMetrics.POOL,
            WorkloadMetrics.POOL_WAITING,
            WorkloadMetrics.REPLICA_READS));
    assertThat(served).containsAll(asked);
    // And of what is served, the dashboard takes all but the queues' depths, which Azure tells too.
    assertThat(WorkloadMetrics.of(Optional.of(blueprint)).among(served, Integer.MAX_VALUE))
        .containsExactlyInAnyOrderElementsOf(
            served.stream().filter(name -> !name.startsWith("message_queue_depth_")).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (requests_per_second           | (requests_per_minute       | requests_per_second is served by 0
          pattern="all"                  | pattern=""                 | cache_hit_ratio is served by 0
          as: circuit_breaker_open_claude-api | as: circuit_breaker_open | circuit_breaker_open_claude-api is served by 0
          kind="timeout",target="claude-api"})' | target="claude-api"})' | dependency_errors_timeout_claude-api is
          dependency_errors_other_claude-api | dependency_errors_timeout_claude-api | dependency_errors_timeout_claude-api is served by 2
          """)
  void aRuleThatIsNotRightIsSeen(String there, String instead, String complaint) {
    String system = "kt-event-marketing-prod";
    String text = text(object(system));
    assertThat(text).contains(there);
    List<String> lines = lines(system);
    assertThat(
            complaints(
                AdapterConfig.read(text.replace(there, instead)),
                lines,
                PrometheusText.read(String.join("\n", lines))))
        .anyMatch(said -> said.contains(complaint));
  }

  @Test
  void aFieldThatTheAdapterDoesNotKnowIsSeen() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() ->
            AdapterConfig.read(
                text(object("tripgen-prod"))
                    .replace("  metricsQuery:", "  metricQuery: x\n  metricsQuery:")))
        .withMessageContaining("metricQuery");
  }

  @Test
  void standsWhereTheAdapterRunsAndOnlyWhereItIsAskedFor() {
    ObjectNode map = object("tripgen-prod");
    assertThat(new StrictDecoder().complaints(map)).isEmpty();
    assertThat(map.at("/metadata/namespace").asText()).isEqualTo("monitoring");
    ObjectNode elsewhere =
        object(asked("tripgen-prod").with("monitoring.adapter.namespace", "custom-metrics"));
    assertThat(elsewhere.at("/metadata/namespace").asText()).isEqualTo("custom-metrics");
    assertThat(Rendered.system("tripgen-prod").find("ConfigMap", "tripgen-prod-prometheus-adapter"))
        .isEmpty();
  }

  @Test
  void anotherSystemOfTheClusterIsServedBesideThisOne() {
    var values =
        asked("tripgen-prod")
            .with("monitoring.adapter.also.externals[0]", "kakao-api")
            .with("monitoring.adapter.also.targets[0]", "billing-service")
            .with("monitoring.adapter.also.patterns[0]", "bills")
            .with("monitoring.adapter.also.queues[0]", "bill-jobs");
    assertThat(
            AdapterConfig.read(text(object(values))).rules().stream()
                .flatMap(rule -> rule.name().stream())
                .map(AdapterConfig.Name::as))
        .contains(
            "circuit_breaker_open_kakao-api",
            "dependency_errors_timeout_kakao-api",
            "dependency_errors_refused_billing-service",
            "cache_hit_ratio_bills",
            "message_queue_depth_bill-jobs")
        .doesNotContain("circuit_breaker_open_billing-service")
        .doesNotHaveDuplicates();
  }

  /** Where what is served is not what is told. */
  private static List<String> complaints(
      AdapterConfig rules, List<String> lines, Map<String, Double> figures) {
    var complaints = new ArrayList<String>();
    List<Series> series = series(lines);
    var serving = rules.serving(series);
    var values = rules.values(series);
    figures.forEach((name, value) -> {
      int by = serving.getOrDefault(name, List.of()).size();
      if (by != 1) {
        complaints.add("%s is served by %d rules".formatted(name, by));
      } else if (!value.equals(values.get(name))) {
        complaints.add("%s is %s, not %s".formatted(name, values.get(name), value));
      }
    });
    serving.keySet().stream()
        .filter(name -> !figures.containsKey(name))
        .forEach(name -> complaints.add(name + " is served and nobody's figure"));
    rules.rules().stream()
        .filter(rule -> rule.served(series).isEmpty())
        .forEach(rule -> complaints.add(rule.seriesQuery() + " finds nothing"));
    rules.rules().stream()
        .filter(rule -> !rule.resources().overrides().keySet().equals(Set.of("namespace", "pod")))
        .forEach(rule -> complaints.add(rule.seriesQuery() + " belongs to no pod"));
    return complaints;
  }

  /**
   * What one pod of a system tells, with all that its kind of service may name, as Prometheus has
   * it.
   */
  static List<String> lines(String system) {
    Map<String, Set<String>> values = labelValues(system);
    var lines = new ArrayList<String>();
    for (String told : TOLD) {
      String name = told.substring(0, told.indexOf('{'));
      List<Map<String, String>> combinations =
          List.of(Map.of("namespace", "production", "pod", "p-1", "instance", "10.0.1.7:8081"));
      for (String label : told.substring(name.length() + 1, told.length() - 1).split(",")) {
        Collection<String> each =
            switch (label) {
              case "system" -> List.of(system);
              case "service" -> List.of("p");
              // Only calls of systems of others are timed and have breakers.
              case "target" ->
                  values.getOrDefault(
                      name.equals("dependency_errors") ? "target" : "external", Set.of());
              default -> values.getOrDefault(label, Set.of());
            };
        combinations =
            combinations.stream()
                .flatMap(before ->
                    each.stream()
                        .map(value -> {
                          var more = new HashMap<>(before);
                          more.put(label, value);
                          return Map.copyOf(more);
                        }))
                .toList();
      }
      for (var labels : combinations) {
        var inside = new ArrayList<String>();
        new TreeMap<>(labels).forEach((key, value) -> inside.add(key + "=\"" + value + "\""));
        lines.add("%s{%s} %d".formatted(name, String.join(",", inside), lines.size() + 1));
      }
    }
    return lines;
  }

  /** What a label of a system's pods may be, as its document says it. */
  private static Map<String, Set<String>> labelValues(String system) {
    var kinds = new TreeSet<String>();
    for (FailureKind kind : FailureKind.values()) {
      kinds.add(kind.word());
    }
    var externals = new TreeSet<String>();
    var targets = new TreeSet<String>();
    var patterns = new LinkedHashSet<>(Set.of("all"));
    var queues = new TreeSet<String>();
    Rendered.system(system)
        .ofKind("ConfigMap")
        .filter(map -> map.at("/data").has("application.yaml"))
        .map(map -> configuration(map).path("pilothouse"))
        .forEach(own -> {
          own.path("external").fieldNames().forEachRemaining(externals::add);
          own.at("/service/downstream").fieldNames().forEachRemaining(targets::add);
          own.at("/cache/patterns").fieldNames().forEachRemaining(patterns::add);
          if (own.has("cache")) {
            targets.add(own.at("/cache/component").asText("redis-cache"));
          }
          if (own.has("messaging")) {
            targets.add(own.at("/messaging/broker").asText("broker"));
          }
          patterns.add(own.at("/service/cache-pattern").asText("resource_data"));
          own.at("/messaging/queues").fieldNames().forEachRemaining(queues::add);
          own.at("/messaging/watched").forEach(queue -> queues.add(queue.asText()));
        });
    targets.addAll(externals);
    return Map.of(
        "kind", kinds,
        "external", externals,
        "target", targets,
        "pattern", patterns,
        "queue", queues);
  }

  private static JsonNode configuration(ObjectNode map) {
    return Rendered.of(map.at("/data/application.yaml").asText()).objects().getFirst();
  }

  static List<Series> series(List<String> lines) {
    var all = new ArrayList<Series>();
    for (String line : lines) {
      var labels = new HashMap<String, String>();
      String name = line.substring(0, line.indexOf('{'));
      for (String each : line.substring(name.length() + 1, line.indexOf('}')).split(",")) {
        labels.put(
            each.substring(0, each.indexOf('=')),
            each.substring(each.indexOf('"') + 1, each.length() - 1));
      }
      all.add(new Series(name, labels, Double.parseDouble(line.substring(line.indexOf(' ') + 1))));
    }
    return all;
  }

  private static AdapterConfig rules(String system) {
    return AdapterConfig.read(text(object(system)));
  }

  private static String text(ObjectNode map) {
    return map.at("/data/config.yaml").asText();
  }

  private static ObjectNode object(String system) {
    return object(asked(system));
  }

  private static ObjectNode object(ReleaseValues values) {
    return Rendered.of(ShippedChart.system().render(values))
        .get("ConfigMap", values.name() + "-prometheus-adapter");
  }

  static ReleaseValues asked(String system) {
    return ShippedChart.release(system)
        .with("monitoring.collector", "prometheusOperator")
        .with("monitoring.namespace", "monitoring")
        .with("monitoring.adapter.enabled", "true");
  }

  private static List<String> told() {
    try {
      return Files.readAllLines(
          ShippedChart.ROOT.resolve(
              "platform-services/domain-service/src/test/resources/told-series.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
