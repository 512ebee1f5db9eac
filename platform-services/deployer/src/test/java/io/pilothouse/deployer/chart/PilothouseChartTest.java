package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart of our own services, as it is rendered. */
class PilothouseChartTest {
  private static final Path GOLDEN =
      ShippedChart.ROOT.resolve(
          "platform-services/deployer/src/test/resources/rendered/pilothouse.yaml");

  private static String text = "";
  private static Rendered rendered = new Rendered(List.of());

  @Test
  void rendersWhatItRendered() throws IOException {
    if ("write".equals(System.getProperty("goldens"))) {
      Files.writeString(GOLDEN, text);
    }
    assertThat(GOLDEN)
        .as("differs; if it is meant, run this test with -Dgoldens=write and read the change")
        .hasContent(text);
  }

  @Test
  void everyObjectIsDecodedWhole() {
    var decoder = new StrictDecoder();
    assertThat(rendered.objects())
        .isNotEmpty()
        .allSatisfy(object ->
            assertThat(decoder.complaints(object))
                .as(object.path("kind").asText() + object.at("/metadata/name").asText())
                .isEmpty());
  }

  @Test
  void everyPodIsRestrictedAndMayAskKubernetesForNothing() {
    PodSecurityTest.restricted(rendered);
    assertThat(rendered.ofKind("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"))
        .as("nothing here needs a right; a Lease neither")
        .isEmpty();
    assertThat(rendered.ofKind("ServiceAccount"))
        .hasSize(2)
        .allMatch(account -> !account.path("automountServiceAccountToken").asBoolean(true));
  }

  @Test
  void everyPodReachesItsOwnAndNothingElse() {
    assertThat(ways("auth-service", "egress", "to"))
        .containsExactlyInAnyOrder(
            "kube-system/kube-dns:53/UDP", "kube-system/kube-dns:53/TCP", "10.0.2.4/32:5432/TCP");
    assertThat(ways("auth-service-migration", "egress", "to"))
        .isEqualTo(ways("auth-service", "egress", "to"));
    assertThat(ways("api-gateway", "egress", "to"))
        .containsExactlyInAnyOrder(
            "kube-system/kube-dns:53/UDP",
            "kube-system/kube-dns:53/TCP",
            "auth-service:8080/TCP",
            "production/*:8080/TCP",
            "10.0.3.4/32:6380/TCP");
    assertThat(ways("api-gateway", "ingress", "from"))
        .containsExactlyInAnyOrder("ingress-nginx/*:8080/TCP", "kube-system/*:8081/TCP");
    assertThat(ways("auth-service-migration", "ingress", "from")).isEmpty();
  }

  @Test
  void noPodIsWithoutAPolicy() {
    var selected = new TreeSet<String>();
    rendered
        .ofKind("NetworkPolicy")
        .forEach(p -> selected.add(name(p.at("/spec/podSelector/matchLabels"))));
    assertThat(rendered.workloads())
        .hasSize(3)
        .allSatisfy(
            w -> assertThat(selected).contains(name(w.at("/spec/template/metadata/labels"))));
  }

  @Test
  void allPodsOfTheAuthenticationServiceSealWithOneKey() {
    for (String workload : new String[] {"auth-service", "auth-service-migration"}) {
      JsonNode pod =
          rendered
              .find("Deployment", workload)
              .orElseGet(() -> rendered.get("Job", workload))
              .at("/spec/template/spec");
      assertThat(pod.path("volumes").findValuesAsText("path"))
          .contains(
              "pilothouse.auth.keys.encryption-keys",
              "pilothouse.auth.first-administrator.password");
    }
  }

  @Test
  void theDashboardIsForGrafanasSidecarWhereItIsAskedFor() throws IOException {
    assertThat(rendered.find("ConfigMap", "pilothouse-dashboards")).isEmpty();
    var values = ShippedChart.pilothouseRelease().with("dashboard.enabled", "true");
    var map =
        Rendered.of(ShippedChart.pilothouse().render(values))
            .get("ConfigMap", "pilothouse-dashboards");
    assertThat(new StrictDecoder().complaints(map)).isEmpty();
    assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    var json = new ObjectMapper();
    assertThat(json.readTree(map.at("/data/pilothouse-services.json").asText()))
        .isEqualTo(
            json.readTree(
                ShippedChart.pilothouse().folder().resolve("dashboards/services.json").toFile()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          existingSecret                      |           | existingSecret is missing
          database.url                        |           | database.url is missing
          database.cidrs[0]                   |           | database.cidrs is missing
          gateway.redisCidrs[0]               |           | gateway.redisCidrs is missing
          database.cidrs[0]                   | auth      | /database/cidrs/0
          database.password                   | secret    | password
          monitoring.collector                | statsd    | /monitoring/collector
          dashboard.enabled                   | perhaps   | /dashboard/enabled
          services.auth-service.minAvailable  | 2         | would let no node be emptied
          servces.auth-service.replicas       | 2         | servces
          """)
  void whatIsWrongIsSaidWithItsPlace(String path, @Nullable String value, String said) {
    var values = value == null ? without(path) : ShippedChart.pilothouseRelease().with(path, value);
    assertThatExceptionOfType(ChartException.class)
        .isThrownBy(() -> ShippedChart.pilothouse().render(values))
        .withMessageContaining(said);
  }

  /** Rendering leaves hooks out; here they stand among the other objects. */
  @BeforeAll
  static void render() {
    text = ShippedChart.withHooks(ShippedChart.pilothouse(), ShippedChart.pilothouseRelease());
    rendered = Rendered.of(text);
  }

  private static ReleaseValues without(String path) {
    ReleaseValues all = ShippedChart.pilothouseRelease();
    var fewer = new HashMap<>(all.settings());
    fewer.remove(path);
    return new ReleaseValues(
        all.name(), all.namespace(), all.files(), fewer, all.kubernetesVersion());
  }

  private static List<String> ways(String policy, String rules, String side) {
    return NetworkPoliciesTest.paths(
        rendered.get("NetworkPolicy", policy).at("/spec/" + rules), side);
  }

  private static String name(JsonNode labels) {
    return labels.path("app.kubernetes.io/name").asText();
  }
}
