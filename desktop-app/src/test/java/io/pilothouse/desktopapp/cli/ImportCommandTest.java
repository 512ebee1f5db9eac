package io.pilothouse.desktopapp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
  @TempDir Path folder;
  private Path document = Path.of("");
  private Path blueprint = Path.of("");

  @BeforeEach
  void aDocument() throws IOException {
    document =
        Files.writeString(
            folder.resolve("map.mmd"),
            "graph TB\nA[Order Service Pod<br/>3 replicas] --> B[Azure Redis Premium]\n");
    blueprint = folder.resolve("orders-prod.yaml");
  }

  private int run(String... arguments) {
    return new CommandLine(new ImportCommand()).execute(arguments);
  }

  @Test
  void writesABlueprintAndKeepsWhatPeoplePutIntoIt() throws IOException {
    assertThat(run(document.toString(), "-o", blueprint.toString())).isEqualTo(ExitCode.FINE);
    String first = Files.readString(blueprint);
    assertThat(first).contains("system: orders-prod", "replicas: 3");
    Files.writeString(
        blueprint, first + "bindings:\n  - {component: a, kind: Deployment, name: orders}\n");
    assertThat(run(document.toString(), "-o", blueprint.toString())).isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(blueprint)).contains("bindings:", "name: orders");
  }

  @Test
  void leavesABlueprintAloneThatItCannotMergeWith() throws IOException {
    Files.writeString(blueprint, "not: a blueprint\n");
    assertThat(run(document.toString(), "-o", blueprint.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(Files.readString(blueprint)).isEqualTo("not: a blueprint\n");
  }

  @Test
  void saysSoWhenNoFileCanBeRead() {
    assertThat(run(folder.resolve("none.md").toString())).isEqualTo(ExitCode.NOT_REACHABLE);
  }
}
