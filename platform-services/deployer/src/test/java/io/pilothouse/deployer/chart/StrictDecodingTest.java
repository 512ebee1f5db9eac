package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.values.ValuesFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrictDecodingTest {
  private final StrictDecoder decoder = new StrictDecoder();

  static List<String> files() {
    return ShippedSystems.keys().stream()
        .flatMap(key -> ValuesFile.of(ShippedChart.blueprint(key)).stream())
        .map(ValuesFile::name)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyRenderedObjectIsDecodedWhole(String file) {
    Rendered rendered = Rendered.file(file);
    assertThat(rendered.objects()).isNotEmpty();
    for (var object : rendered.objects()) {
      assertThat(decoder.complaints(object))
          .as("%s %s", object.path("kind").asText(), object.at("/metadata/name").asText())
          .isEmpty();
    }
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsSeen() {
    var object = Rendered.system("kt-event-marketing-prod").workload("user-service");
    object.withObject("/spec/template/spec").put("nodeSelektor", "x");
    assertThat(decoder.complaints(object)).singleElement().asString().contains("nodeSelektor");

    var rollout = Rendered.system("tripgen-prod").workload("user-service");
    rollout.withObject("/spec/template/spec").put("nodeSelektor", "x");
    rollout.withObject("/spec/strategy/blueGreen").put("activServis", "x");
    assertThat(decoder.complaints(rollout))
        .hasSize(2)
        .anyMatch(c -> c.contains("nodeSelektor"))
        .anyMatch(c -> c.contains("spec.strategy.blueGreen.activServis"));
  }
}
