package io.pilothouse.desktopapp.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.chart.HelmChart;
import io.pilothouse.deployer.chart.HelmReleases;
import io.pilothouse.deployer.chart.ReleaseValues;
import io.pilothouse.deployer.values.SystemValues;
import io.pilothouse.desktopapp.permissions.KubernetesRole.Right;
import io.pilothouse.localtwin.kubernetes.ContainerRuntime;
import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.KubernetesTwinSpec;
import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.NodePoolSpec;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.kubernetes.VmSize;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who deploys can release every kind of object of both charts with the rights of the file alone.
 */
@Timeout(240)
class DeployingRightsTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SOME_ID = "00000000-0000-4000-8000-000000000001";

  /** Services that are up at once, and Jobs that end. */
  private record Quick() implements ContainerRuntime {
    @Override
    public ImageBehavior behaviorOf(String image, PodReference pod) {
      return pod.labels().containsKey("batch.kubernetes.io/job-name")
          ? new ImageBehavior.Completes(Duration.ofMillis(20), List.of())
          : new ImageBehavior.Serves(Duration.ofMillis(20));
    }

    @Override
    public List<LogLine> log(PodReference pod, String container) {
      return List.of();
    }
  }

  @TempDir Path folder;

  @Test
  void releasesAreMadeChangedAndRemovedWithTheseRightsAndNoOthers() throws Exception {
    Path file = GuardedTwin.kubernetes("deployer");
    KubernetesRole role = KubernetesRole.read(file);
    try (var twin = start()) {
      twin.apply(Files.readString(file));
      try (var proxy =
          RecordingProxy.signing(twin.url(), twin.certificateAuthority(), token(twin))) {
        var releases = new HelmReleases(kubeconfig(proxy.url()));
        var all =
            Stream.of(
                    new Release("helm/system", system("tripgen-prod")),
                    new Release(
                        "helm/system",
                        watched(
                            system("phonebill-dev").with("secrets.existingSecret", "passwords"))),
                    new Release("helm/pilothouse", ourOwn()))
                .map(release -> CompletableFuture.runAsync(() -> releaseTwice(releases, release)))
                .toList();
        all.forEach(CompletableFuture::join);

        Set<Right> used =
            proxy.calls().stream()
                .flatMap(call -> KubernetesRole.needed(call).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).as("not in the file").allMatch(role::allows);
        assertThat(role.rights())
            .as("rights that nothing uses")
            .allMatch(right -> used.stream().anyMatch(right::allows));
        assertThatThrownBy(() -> releases.history("x", "kube-system"))
            .as("only where the binding stands")
            .hasMessageContaining("forbidden");
      }
    }
  }

  private record Release(String chart, ReleaseValues values) {}

  private static void releaseTwice(HelmReleases releases, Release release) {
    var chart = new HelmChart(ROOT.resolve(release.chart()));
    ReleaseValues values = release.values();
    releases.apply(chart, values, LIMIT);
    releases.apply(chart, values.with("image.tag", "1.1.0"), LIMIT);
    releases.remove(values.name(), values.namespace());
  }

  private static ReleaseValues system(String system) {
    Blueprint blueprint = ShippedSystems.load(system).orElseThrow();
    var settings = new HashMap<String, String>();
    settings.put("image.tag", "1.0.0");
    settings.put("azure.tenantId", SOME_ID);
    SystemValues.of(blueprint)
        .identities()
        .forEach(whose -> settings.put("azure.clientIds." + whose, SOME_ID));
    return new ReleaseValues(
        system,
        "production",
        List.of(ROOT.resolve("helm/system/values/" + system + ".yaml")),
        settings,
        Optional.empty());
  }

  /** With monitors and rules for the Prometheus operator. */
  private static ReleaseValues watched(ReleaseValues values) {
    String rule = "alerts.rules[0].";
    return values
        .with("monitoring.collector", "prometheusOperator")
        .with("alerts.enabled", "true")
        .with(rule + "id", "failures")
        .with(rule + "name", "Failures")
        .with(rule + "severity", "critical")
        .with(rule + "metric", "failed_requests")
        .with(rule + "comparison", "above")
        .with(rule + "threshold", "5")
        .with(rule + "unit", "percent")
        .with(rule + "window", "5m");
  }

  private static ReleaseValues ourOwn() {
    return new ReleaseValues(
        "pilothouse",
        "production",
        List.of(),
        Map.of(
            "image.tag", "1.0.0",
            "database.url", "jdbc:postgresql://auth.example.com:5432/auth",
            "database.cidrs[0]", "10.0.2.4/32",
            "gateway.redisCidrs[0]", "10.0.3.4/32",
            "existingSecret", "passwords",
            "monitoring.collector", "prometheusOperator"),
        Optional.empty());
  }

  private static KubernetesTwin start() throws Exception {
    var twin =
        KubernetesTwin.start(
            KubernetesTwinSpec.of("twin", "v1.33.0", pools()), new Quick(), Optional.empty());
    twin.apply(
        Files.readString(
            ROOT.resolve("platform-services/deployer/src/test/resources/definitions.yaml")));
    await().until(() -> twin.api().catalog().ofKind("argoproj.io/v1alpha1", "Rollout").isPresent());
    twin.apply("{apiVersion: v1, kind: Namespace, metadata: {name: production}}");
    twin.apply("{apiVersion: v1, kind: ServiceAccount, metadata: {name: deployer}}");
    twin.apply(
        """
        {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding,
         metadata: {name: deployer, namespace: production},
         roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: pilothouse-deployer},
         subjects: [{kind: ServiceAccount, name: deployer, namespace: default}]}
        ---
        {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding,
         metadata: {name: deployer-namespaces},
         roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: pilothouse-deployer-namespaces},
         subjects: [{kind: ServiceAccount, name: deployer, namespace: default}]}
        """);
    return twin;
  }

  /** Those of both systems; what has none of its own goes anywhere. */
  private static List<NodePoolSpec> pools() {
    return Stream.of("phonebill-dev", "tripgen-prod")
        .flatMap(key -> ShippedSystems.load(key).orElseThrow().cluster().nodePools().stream())
        .map(pool ->
            new NodePoolSpec(
                pool.agentPool(),
                NodePoolSpec.Mode.SYSTEM,
                VmSize.named(pool.vmSize(), 110),
                pool.count(),
                List.of("koreacentral-0"),
                List.of(),
                Map.of()))
        .toList();
  }

  private static String token(KubernetesTwin twin) throws Exception {
    try (var proxy = RecordingProxy.signing(twin.url(), twin.certificateAuthority(), twin.token());
        HttpClient http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  proxy.url().resolve("/api/v1/namespaces/default/serviceaccounts/deployer/token"))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\"}"))
              .build();
      return new ObjectMapper()
          .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .at("/status/token")
          .asText();
    }
  }

  private Path kubeconfig(URI server) throws Exception {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: twin
        clusters: [{name: twin, cluster: {server: "%s"}}]
        users: [{name: twin, user: {}}]
        contexts: [{name: twin, context: {cluster: twin, user: twin, namespace: production}}]
        """
            .formatted(server));
  }
}
