package io.pilothouse.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.serviceruntime.cache.TierCounts;
import io.pilothouse.serviceruntime.data.PoolUse;
import io.pilothouse.serviceruntime.metrics.ExternalFigures;
import io.pilothouse.serviceruntime.metrics.ServiceMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped dashboards ask for nothing that nobody tells. */
@ExtendWith(GatewayExtension.class)
class DashboardsTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A word that is followed by a selector or stands for a whole vector. */
  private static final Pattern METRIC = Pattern.compile("([a-z_][a-z0-9_]*)\\{");

  private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");

  /** Names that only a process with queues tells; the contract of message_queue_depth's labels. */
  private static final Set<String> OF_MESSAGING = Set.of("message_queue_depth");

  private final SharedGateway shared;

  DashboardsTest(SharedGateway shared) {
    this.shared = shared;
  }

  @Test
  void everyMetricThatADashboardAsksForIsOneThatAServiceTells() throws IOException {
    assertThat(shared.gateway.get("/api/trips", shared.signedIn()).statusCode()).isEqualTo(200);
    var told = new HashSet<String>(OF_MESSAGING);
    shared
        .gateway
        .metrics()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("[{ ].*", ""))
        .forEach(told::add);
    told.addAll(runtimeNames());

    var asked = new HashSet<String>();
    for (var query : allQueries()) {
      var matcher = METRIC.matcher(query);
      while (matcher.find()) {
        asked.add(matcher.group(1));
      }
    }
    assertThat(asked).contains("requests_per_second", "gateway_rate_limit_total");
    assertThat(told).containsAll(asked);
  }

  @Test
  void everyDocumentedMetricHasItsPlaceOnBothDashboards() throws IOException {
    var documented = new HashSet<String>(runtimeNames());
    documented.addAll(OF_MESSAGING);
    for (var queries : List.of(grafanaQueries(), workbookQueries())) {
      var text = String.join("\n", queries);
      assertThat(documented).allSatisfy(name -> assertThat(text).contains(name + "{"));
    }
  }

  @Test
  void everyQueryIsBalancedAndKeepsToTheChosenSystemAndService() throws IOException {
    assertThat(allQueries())
        .allSatisfy(query -> {
          assertThat(count(query, '(')).isEqualTo(count(query, ')'));
          assertThat(count(query, '"') % 2).isZero();
          var selectors =
              SELECTOR.matcher(query.replace("{System}", "S").replace("{Service}", "S"));
          int found = 0;
          while (selectors.find()) {
            found++;
            assertThat(selectors.group(1)).contains("system=~", "service=~");
          }
          assertThat(found).isPositive();
        });
  }

  @Test
  void theGrafanaDashboardCanBeImported() throws IOException {
    var dashboard =
        JSON.readTree(Files.readString(ROOT.resolve("helm/pilothouse/dashboards/services.json")));
    assertThat(dashboard.get("schemaVersion").asInt()).isBetween(36, 42);
    assertThat(dashboard.get("uid").asString()).matches("[a-zA-Z0-9_-]{1,40}");
    assertThat(dashboard.has("id")).isFalse();
    var variables = new ArrayList<String>();
    dashboard
        .at("/templating/list")
        .forEach(
            each -> variables.add(each.get("name").asString() + ":" + each.get("type").asString()));
    assertThat(variables).contains("datasource:datasource", "system:query", "service:query");
    var ids = new HashSet<Integer>();
    var places = new HashSet<String>();
    for (var panel : dashboard.get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      assertThat(places.add(panel.at("/gridPos/x").asInt() + "," + panel.at("/gridPos/y").asInt()))
          .isTrue();
      if (!panel.get("type").asString().equals("row")) {
        assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}");
        assertThat(panel.get("description").asString()).isNotBlank();
        assertThat(panel.get("targets")).isNotEmpty();
      }
    }
  }

  @Test
  void theWorkbookIsOneOfAzures() throws IOException {
    var workbook = workbook();
    assertThat(workbook.get("version").asString()).isEqualTo("Notebook/1.0");
    assertThat(workbook.get("$schema").asString()).endsWith("/schema/workbook.json");
    var names = new HashSet<String>();
    for (var item : workbook.get("items")) {
      assertThat(names.add(item.get("name").asString())).isTrue();
      if (item.get("type").asInt() == 3) {
        assertThat(item.at("/content/version").asString()).isEqualTo("KqlItem/1.0");
        assertThat(item.at("/content/resourceType").asString())
            .isEqualTo("microsoft.monitor/accounts");
      }
    }
  }

  private static List<String> allQueries() throws IOException {
    var all = new ArrayList<>(grafanaQueries());
    all.addAll(workbookQueries());
    return all;
  }

  private static List<String> grafanaQueries() throws IOException {
    var queries = new ArrayList<String>();
    JSON.readTree(Files.readString(ROOT.resolve("helm/pilothouse/dashboards/services.json")))
        .get("panels")
        .forEach(panel ->
            panel.path("targets").forEach(target -> queries.add(target.get("expr").asString())));
    return queries;
  }

  private static List<String> workbookQueries() throws IOException {
    var queries = new ArrayList<String>();
    workbook()
        .get("items")
        .forEach(item -> {
          if (item.get("type").asInt() == 3) {
            var query = JSON.readTree(item.at("/content/query").asString());
            queries.add(query.get("queryText").asString());
          }
        });
    return queries;
  }

  private static JsonNode workbook() throws IOException {
    return JSON.readTree(
        Files.readString(ROOT.resolve("platform-services/dashboards/azure/services.workbook")));
  }

  /** What the runtime tells of a service that has everything, without what tells several apart. */
  private static Set<String> runtimeNames() {
    var full =
        new ServiceMetrics(
            1,
            0,
            Optional.of(Duration.ofMillis(1)),
            1,
            0,
            Map.of("place", new TierCounts(1, 1, 1, 0)),
            Map.of("primary", new PoolUse(1, 0, 0, 20)),
            OptionalDouble.of(1),
            Map.of("maps", new ExternalFigures(false, Optional.of(Duration.ofMillis(1)))),
            Map.of("timeout_maps", 0.1));
    return full.byName().keySet().stream()
        .map(name -> name.replaceFirst("(_timeout)?_maps$|(?<=cache_hit_ratio)_place$", ""))
        .collect(Collectors.toSet());
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }
}
