package io.pilothouse.deployer.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.blueprints.ShippedSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesFilesTest {
  static final Path FOLDER = Path.of(System.getProperty("project.root"), "helm/system/values");

  static List<String> systems() {
    return ShippedSystems.keys();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void filesAreWhatTheBlueprintSays(String system) {
    for (var file : ValuesFile.of(ShippedSystems.load(system).orElseThrow())) {
      assertThat(FOLDER.resolve(file.name()))
          .as("stale; write it again: ./pilothouse deploy values --all -o helm/system/values")
          .hasContent(file.text());
    }
  }

  @Test
  void noFileIsLeftOverFromASystemThatIsGone() throws IOException {
    List<String> made =
        systems().stream()
            .flatMap(key -> ValuesFile.of(ShippedSystems.load(key).orElseThrow()).stream())
            .map(ValuesFile::name)
            .toList();
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(made);
    }
  }

  @Test
  void aDevelopmentSystemHasNoProductionOfItsOwn() {
    var blueprint = ShippedSystems.load("phonebill-dev").orElseThrow();
    assertThat(Stage.of(blueprint)).isEqualTo(Stage.DEVELOPMENT);
    assertThatThrownBy(() -> SystemValues.of(blueprint, Stage.PRODUCTION))
        .hasMessageContaining("phonebill-dev");
  }
}
