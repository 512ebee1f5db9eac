package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden files; with {@code -Dgoldens=write} they are written instead. */
class RenderedSystemsTest {
  private static final Path GOLDENS =
      ShippedChart.ROOT.resolve("platform-services/deployer/src/test/resources/rendered");

  static List<String> systems() {
    return ShippedSystems.keys();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void rendersWhatItRendered(String system) throws IOException {
    isAsItWas(
        system + ".yaml",
        ShippedChart.withHooks(ShippedChart.system(), ShippedChart.release(system)));
  }

  @Test
  void theRulesOfAnAdapterAreWhatTheyWere() throws IOException {
    isAsItWas(
        "tripgen-prod.adapter.yaml",
        ShippedChart.system()
            .render(AdapterRulesTest.asked("tripgen-prod"))
            .lines()
            .dropWhile(line -> !line.equals("# Source: system/templates/adapter.yaml"))
            .takeWhile(line -> !line.equals("---"))
            .collect(Collectors.joining("\n", "", "\n")));
  }

  private static void isAsItWas(String file, String rendered) throws IOException {
    Path golden = GOLDENS.resolve(file);
    if ("write".equals(System.getProperty("goldens"))) {
      Files.createDirectories(GOLDENS);
      Files.writeString(golden, rendered);
    }
    assertThat(golden)
        .as("differs; if it is meant, run this test with -Dgoldens=write and read the change")
        .hasContent(rendered);
  }

  @Test
  void aBuildsNumberIsATagToo() {
    var values = ShippedChart.release("tripgen-prod").with("image.tag", "20261122");
    assertThat(ShippedChart.system().render(values))
        .contains("tripgenprod.azurecr.io/domain-service:20261122\n")
        .contains("app.kubernetes.io/version: \"20261122\"");
    assertThat(
            ShippedChart.pilothouse()
                .render(ShippedChart.pilothouseRelease().with("image.tag", "20261122")))
        .contains("image: registry.example.com/api-gateway:20261122\n");
  }
}
