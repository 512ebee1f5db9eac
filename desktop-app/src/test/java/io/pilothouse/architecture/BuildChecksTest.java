package io.pilothouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds tiny projects on the product's own parent POM: each check of the build stops the code that
 * it is there to stop, and clean code passes.
 */
@Timeout(180)
class BuildChecksTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  @TempDir Path project;

  @Test
  void cleanCodePasses() throws Exception {
    assertThat(build("package fixture;\n\nfinal class Clean {\n  private Clean() {}\n}\n"))
        .contains("BUILD SUCCESS");
  }

  @Test
  void nullAwayStopsANullThatCrossesAnApi() throws Exception {
    assertThat(
            build(
                "package fixture;\n\nfinal class Returns {\n  String name() {\n    return null;\n  }\n}\n"))
        .contains("[NullAway]")
        .contains("BUILD FAILURE");
  }

  @Test
  void errorProneStopsAFutureThatNobodyLooksAt() throws Exception {
    String source =
        """
        package fixture;

        import java.util.concurrent.ExecutorService;

        final class Forgets {
          void forget(ExecutorService executor) {
            executor.submit(() -> {});
          }
        }
        """;
    assertThat(build(source)).contains("[FutureReturnValueIgnored]").contains("BUILD FAILURE");
  }

  @Test
  void spotlessStopsCodeThatIsNotFormatted() throws Exception {
    assertThat(
            build("package fixture;\n\nfinal class Crooked {\n        private Crooked( ) { }\n}\n"))
        .contains("format violations")
        .contains("BUILD FAILURE");
  }

  private String build(String source) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(project.resolve("src/main/java/fixture"));
    String name = source.replaceAll("(?s).*final class (\\w+).*", "$1");
    Files.writeString(folder.resolve(name + ".java"), source);
    Files.writeString(
        folder.resolve("package-info.java"),
        "/** A fixture. */\n@NullMarked\npackage fixture;\n\nimport org.jspecify.annotations.NullMarked;\n");
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>io.pilothouse</groupId>
            <artifactId>pilothouse</artifactId>
            <version>0.1.0-SNAPSHOT</version>
            <relativePath>%s</relativePath>
          </parent>
          <artifactId>fixture</artifactId>
        </project>
        """
            .formatted(project.toRealPath().relativize(ROOT.toRealPath().resolve("pom.xml"))));
    var command =
        List.of(
            ROOT.resolve("mvnw").toString(),
            "-f",
            project.resolve("pom.xml").toString(),
            "-o",
            "-B",
            "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
            "-DskipTests",
            "-Dmaven.jar.skip=true",
            "verify");
    Process process =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
