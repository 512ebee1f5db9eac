package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
  @ParameterizedTest
  @ValueSource(strings = {"system", "pilothouse"})
  void helmFindsNothingWrongWithTheChart(String chart) {
    Path folder = ShippedChart.ROOT.resolve("helm").resolve(chart);
    var result = new HelmChart(folder).lint();
    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
  }
}
