package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.localtwin.kubernetes.ContainerRuntime;
import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.KubernetesTwinSpec;
import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.NodePoolSpec;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.kubernetes.VmSize;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our own services released into the Kubernetes API of a twin. */
class PilothouseReleasesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NAMESPACE = "pilothouse";

  @TempDir Path folder;

  /** Containers whose migration of one release fails, and whose services of another are bad. */
  private record Containers(List<String> started) implements ContainerRuntime {
    @Override
    public ImageBehavior behaviorOf(String image, PodReference pod) {
      String tag = image.substring(image.lastIndexOf(':') + 1);
      boolean migration = pod.name().startsWith("auth-service-migration");
      started.add((migration ? "migration " : "service ") + tag);
      if (migration) {
        return tag.equals("3.0.0")
            ? new ImageBehavior.Crashes(Duration.ofMillis(20), 1, List.of("relation exists"))
            : new ImageBehavior.Completes(Duration.ofMillis(20), List.of());
      }
      return tag.equals("2.0.0")
          ? new ImageBehavior.NeverReady("HTTP probe failed with statuscode: 503")
          : new ImageBehavior.Serves(Duration.ofMillis(20));
    }

    @Override
    public List<LogLine> log(PodReference pod, String container) {
      return List.of();
    }
  }

  @Test
  @Timeout(200)
  void theSchemaGoesBeforeThePodsAndAFailedOneChangesNothing() throws IOException {
    var started = new CopyOnWriteArrayList<String>();
    try (var twin =
        KubernetesTwin.start(
            KubernetesTwinSpec.of("twin", "v1.33.0", List.of(pool())),
            new Containers(started),
            Optional.empty())) {
      Path kubeconfig = folder.resolve("kubeconfig");
      twin.writeKubeconfig(kubeconfig, "twin", "default");
      var releases = new HelmReleases(kubeconfig);
      HelmChart chart = ShippedChart.pilothouse();
      ReleaseValues values = ShippedChart.pilothouseRelease().with("monitoring.collector", "none");

      assertThat(releases.apply(chart, values, LIMIT).deployed()).isTrue();
      assertThat(started.getFirst()).isEqualTo("migration 1.0.0");
      assertThat(tags(twin)).containsExactly("1.0.0", "1.0.0");
      assertThat(twin.api().list(BuiltInResources.JOBS, Selection.inNamespace(NAMESPACE)))
          .as("the hook is gone")
          .isEmpty();

      started.clear();
      releases.apply(chart, values.with("image.tag", "1.1.0"), LIMIT);
      assertThat(started.getFirst()).isEqualTo("migration 1.1.0");
      assertThat(tags(twin)).containsExactly("1.1.0", "1.1.0");

      started.clear();
      assertThatExceptionOfType(ChartException.class)
          .isThrownBy(() ->
              releases.apply(chart, values.with("image.tag", "3.0.0"), Duration.ofSeconds(4)));
      assertThat(started).doesNotContain("service 3.0.0");
      assertThat(tags(twin)).containsExactly("1.1.0", "1.1.0");

      assertThatExceptionOfType(ChartException.class)
          .isThrownBy(() ->
              releases.apply(chart, values.with("image.tag", "2.0.0"), Duration.ofSeconds(5)));
      assertThat(tags(twin)).as("back by itself").containsExactly("1.1.0", "1.1.0");

      releases.rollback(chart, "pilothouse", NAMESPACE, 1, LIMIT);
      assertThat(tags(twin)).containsExactly("1.0.0", "1.0.0");
    }
  }

  private static List<String> tags(KubernetesTwin twin) {
    return twin.api().list(BuiltInResources.DEPLOYMENTS, Selection.inNamespace(NAMESPACE)).stream()
        .map(d -> d.spec().at("/template/spec/containers/0/image").asText())
        .map(image -> image.substring(image.lastIndexOf(':') + 1))
        .toList();
  }

  private static NodePoolSpec pool() {
    return new NodePoolSpec(
        "system",
        NodePoolSpec.Mode.SYSTEM,
        VmSize.named("Standard_D4s_v3", 110),
        3,
        List.of("koreacentral-1"),
        List.of(),
        Map.of());
  }
}
