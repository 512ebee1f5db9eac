package io.pilothouse.localtwin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.kubernetes.ContainerRuntime;
import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.KubernetesTwinSpec;
import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.NodePoolSpec;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.kubernetes.VmSize;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelmReleasesTest {

  @Test
  void keepARevisionEachOfWhichTheLastIsDeployed() throws IOException {
    var pool =
        new NodePoolSpec(
            "only",
            NodePoolSpec.Mode.SYSTEM,
            VmSize.named("Standard_D2s_v3", 30),
            1,
            List.of("koreacentral-1"),
            List.of(),
            Map.of());
    try (var cluster =
        KubernetesTwin.start(
            KubernetesTwinSpec.of("helm-test", "v1.29.7", List.of(pool)),
            new NoImages(),
            Optional.empty())) {
      var helm = new HelmReleases(cluster, "default");
      var values = Json.object().put("replicaCount", 2);
      var service = Json.object().put("kind", "Service");
      helm.deployed("web", 1, new Release("1.0.0", "first"), values, List.of(service));
      helm.deployed("web", 2, new Release("1.1.0", "second"), values, List.of(service));

      var secrets = cluster.api().list(BuiltInResources.SECRETS, Selection.inNamespace("default"));
      assertThat(secrets)
          .extracting(KubeObject::name)
          .containsExactly("sh.helm.release.v1.web.v1", "sh.helm.release.v1.web.v2");
      assertThat(secrets)
          .extracting(secret -> secret.labels().get("status"))
          .containsExactly("superseded", "deployed");
      var second = HelmReleases.decode(secrets.getLast().at("data", "release").asText());
      assertThat(second.at("/chart/metadata/version").asText()).isEqualTo("1.1.0");
      assertThat(second.path("manifest").asText()).isEqualTo("---\n{\"kind\":\"Service\"}\n");
      assertThat(second.at("/config/replicaCount").asInt()).isEqualTo(2);
      var first = HelmReleases.decode(secrets.getFirst().at("data", "release").asText());
      assertThat(first.at("/info/status").asText()).isEqualTo("superseded");
    }
  }

  private static final class NoImages implements ContainerRuntime {
    @Override
    public ImageBehavior behaviorOf(String image, PodReference pod) {
      return ImageBehavior.serves();
    }

    @Override
    public List<LogLine> log(PodReference pod, String container) {
      return List.of();
    }
  }
}
