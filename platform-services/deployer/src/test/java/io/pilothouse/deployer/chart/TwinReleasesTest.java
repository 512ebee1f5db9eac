package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.KubernetesTwinSpec;
import io.pilothouse.localtwin.kubernetes.NodePoolSpec;
import io.pilothouse.localtwin.kubernetes.NodeTaint;
import io.pilothouse.localtwin.kubernetes.VmSize;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The releases of each system in the Kubernetes API of a twin, whose controllers bring pods up. The
 * custom kinds are only definitions there: nothing rolls a Rollout out, so what has to come up is
 * released as rolling updates.
 */
@Execution(ExecutionMode.CONCURRENT)
class TwinReleasesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  static List<String> systems() {
    return ShippedSystems.keys();
  }

  @ParameterizedTest
  @MethodSource("systems")
  @Timeout(300)
  void aSystemIsInstalledUpgradedAndKeptFromABadRelease(String system) throws IOException {
    Blueprint blueprint = ShippedChart.blueprint(system);
    try (var twin = start(blueprint)) {
      Path kubeconfig = folder.resolve("kubeconfig");
      twin.writeKubeconfig(kubeconfig, "twin", "default");
      var releases = new HelmReleases(kubeconfig);
      HelmChart chart = ShippedChart.system();
      ReleaseValues values = ShippedChart.release(system).with("rollout.strategy", "rollingUpdate");
      String namespace = values.namespace();

      var first = releases.apply(chart, values, LIMIT);
      assertThat(first.deployed()).isTrue();
      assertThat(tags(twin, blueprint)).containsOnly("1.0.0");

      releases.apply(chart, values.with("image.tag", "1.1.0"), LIMIT);
      assertThat(tags(twin, blueprint)).containsOnly("1.1.0");

      assertThatExceptionOfType(ChartException.class)
          .isThrownBy(() ->
              releases.apply(chart, values.with("image.tag", "2.0.0"), Duration.ofSeconds(2)));
      assertThat(tags(twin, blueprint)).containsOnly("1.1.0");

      releases.rollback(chart, system, namespace, 1, LIMIT);
      assertThat(tags(twin, blueprint)).containsOnly("1.0.0");
      assertThat(releases.history(system, namespace))
          .extracting(ReleaseRevision::status)
          .containsExactly("superseded", "superseded", "failed", "superseded", "deployed");

      releases.remove(system, namespace);
      assertThat(releases.current(system, namespace)).isEmpty();
      assertThat(twin.api().list(BuiltInResources.DEPLOYMENTS, Selection.inNamespace(namespace)))
          .isEmpty();
    }
  }

  @Test
  void everyObjectOfEveryFileIsTakenAsTheDocumentHasIt() throws IOException {
    try (var twin = start(ShippedChart.blueprint("healthsync-prod"))) {
      for (String file : StrictDecodingTest.files()) {
        String namespace = file.replaceAll("\\W", "-");
        twin.apply("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace));
        for (var object : Rendered.file(file).objects()) {
          object.withObject("/metadata").put("namespace", namespace);
          twin.apply(object.toString());
        }
      }
    }
  }

  private static List<String> tags(KubernetesTwin twin, Blueprint blueprint) {
    var services =
        blueprint.services().stream().map(s -> s.deployment()).collect(Collectors.toSet());
    List<KubeObject> deployments =
        twin.api()
            .list(
                BuiltInResources.DEPLOYMENTS,
                Selection.inNamespace(blueprint.cluster().namespace()));
    assertThat(deployments).hasSameSizeAs(services);
    return deployments.stream()
        .map(d -> d.spec().at("/template/spec/containers/0/image").asText())
        .map(image -> image.substring(image.lastIndexOf(':') + 1))
        .toList();
  }

  private static KubernetesTwin start(Blueprint blueprint) throws IOException {
    var pools = blueprint.cluster().nodePools().stream().map(TwinReleasesTest::pool).toList();
    var twin =
        KubernetesTwin.start(
            spec(pools.isEmpty() ? List.of(unnamed()) : pools),
            new QuickContainers("2.0.0"),
            Optional.empty());
    twin.apply(definitions());
    for (var definition : StrictDecoder.definitions()) {
      String version =
          definition.at("/spec/group").asText()
              + "/"
              + definition.at("/spec/versions/0/name").asText();
      String kind = definition.at("/spec/names/kind").asText();
      await().until(() -> twin.api().catalog().ofKind(version, kind).isPresent());
    }
    return twin;
  }

  private static KubernetesTwinSpec spec(List<NodePoolSpec> pools) {
    return KubernetesTwinSpec.of("twin", "v1.29.15", pools);
  }

  private static String definitions() throws IOException {
    return Files.readString(
        ShippedChart.ROOT.resolve(
            "platform-services/deployer/src/test/resources/definitions.yaml"));
  }

  private static NodePoolSpec pool(Cluster.NodePool pool) {
    return new NodePoolSpec(
        pool.agentPool(),
        pool.mode().equals("System") ? NodePoolSpec.Mode.SYSTEM : NodePoolSpec.Mode.USER,
        VmSize.named(pool.vmSize(), 110),
        pool.count(),
        pool.zones().isEmpty() ? List.of("koreacentral-0") : pool.zones(),
        pool.taints().stream()
            .map(taint -> taint.split("[=:]", 3))
            .map(t -> new NodeTaint(t[0], t[1], NodeTaint.Effect.valueOf(t[2])))
            .toList(),
        Map.of());
  }

  private static NodePoolSpec unnamed() {
    return new NodePoolSpec(
        "nodepool1",
        NodePoolSpec.Mode.SYSTEM,
        VmSize.named("Standard_D4s_v3", 110),
        3,
        List.of("koreacentral-1"),
        List.of(),
        Map.of());
  }
}
