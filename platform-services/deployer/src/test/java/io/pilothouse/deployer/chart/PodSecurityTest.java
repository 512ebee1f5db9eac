package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Pod Security Standard "restricted", and nothing secret in what is rendered. */
class PodSecurityTest {
  static List<String> files() {
    return StrictDecodingTest.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyPodIsRestricted(String file) {
    restricted(Rendered.file(file));
  }

  static void restricted(Rendered rendered) {
    assertThat(rendered.workloads())
        .isNotEmpty()
        .allSatisfy(workload -> {
          var pod = workload.at("/spec/template/spec");
          assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
          assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
          assertThat(pod.at("/securityContext/seccompProfile/type").asText())
              .isEqualTo("RuntimeDefault");
          assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
          assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC")).isFalse();
          for (var volume : pod.path("volumes")) {
            assertThat(volume.has("hostPath")).isFalse();
          }
          assertThat(pod.path("containers"))
              .isNotEmpty()
              .allSatisfy(container -> {
                var security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                assertThat(security.path("privileged").asBoolean()).isFalse();
              });
        });
    assertThat(rendered.ofKind("Secret")).isEmpty();
  }
}
