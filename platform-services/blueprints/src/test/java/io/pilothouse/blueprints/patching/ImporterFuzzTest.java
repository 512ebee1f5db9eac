package io.pilothouse.blueprints.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.importing.BlueprintImporter;
import io.pilothouse.blueprints.importing.BlueprintWriter;
import io.pilothouse.blueprints.importing.ImportRequest;
import io.pilothouse.blueprints.importing.ImportResult;
import io.pilothouse.blueprints.text.TextReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents of every dialect, broken at random. Seeded and bounded in time: a failure names the
 * seed that makes it again.
 */
class ImporterFuzzTest {
  /** The same documents on every machine; {@code -Dpilothouse.fuzz.seeds} tries more. */
  private static final int SEEDS = Integer.getInteger("pilothouse.fuzz.seeds", 150);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> DOCUMENTS =
      List.of(Dialects.MERMAID, Dialects.PLANTUML, Dialects.TABLES, Dialects.FLAT, Dialects.CELLS);
  private static final List<String> HOSTILE =
      List.of(
          "subgraph A",
          "end",
          "A --> A",
          "subgraph A\nsubgraph B\nsubgraph A\n",
          "[[[[",
          "((((",
          "\"",
          "@{",
          "%%{",
          "package \"P\" {",
          "}",
          "note left of X",
          "end note",
          "```yaml",
          "```",
          "| - |",
          "|---|",
          "&a [*a]",
          "<<: *a",
          "- ",
          ":",
          "key:",
          "99999999999999999999",
          "10.0.0.0/99",
          "HPA 9-1",
          "-1 replicas",
          "Zone 0",
          "is-node",
          ":::is-",
          "\u0000",
          "\uFFFD",
          "\uD83D",
          "\u2028",
          "\t",
          "P99999999999D",
          "100000000000GB",
          "%s",
          "\\n");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void brokenDocumentsGiveABlueprintOrSayWhyNot(int dialect) {
    for (int i = 0; i < SEEDS; i++) {
      long seed = dialect * 1_000_000L + i;
      byte[] bytes = broken(DOCUMENTS.get(dialect), new Random(seed));
      try {
        assertTimeoutPreemptively(PATIENCE, () -> holds(bytes));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static void holds(byte[] bytes) {
    if (!(TextReader.decode("d", "d", bytes) instanceof TextReader.Result.Text read)) {
      return;
    }
    ImportResult result =
        BlueprintImporter.importAll(List.of(read.text()), ImportRequest.of("x-prod"));
    assertThat(result.notes())
        .allSatisfy(n -> assertThat(n.place().line()).isBetween(1, read.text().lineCount()));
    if (result.blueprint().isEmpty()) {
      assertThat(result.notes()).isNotEmpty();
    }
    result
        .blueprint()
        .ifPresent(b ->
            assertThat(new BlueprintLoader().load("b", BlueprintWriter.write(b)))
                .isInstanceOf(BlueprintResult.Loaded.class));
  }

  private static byte[] broken(String document, Random random) {
    List<String> lines = new ArrayList<>(document.lines().toList());
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      int cut = random.nextInt(line.length() + 1);
      String piece = HOSTILE.get(random.nextInt(HOSTILE.size()));
      switch (random.nextInt(9)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        case 2 -> lines.set(at, line.substring(0, cut));
        case 3 -> lines.set(at, line.substring(0, cut) + piece + line.substring(cut));
        case 4 -> lines.add(at, piece);
        case 5 -> lines.set(at, piece.repeat(1 + random.nextInt(300)));
        case 6 -> {
          String other = DOCUMENTS.get(random.nextInt(DOCUMENTS.size()));
          lines.add(at, other.substring(random.nextInt(other.length())));
        }
        case 7 -> lines.set(at, line.substring(cut) + line.substring(0, cut));
        default -> lines.set(at, line.replaceAll("\\d+", String.valueOf(random.nextInt())));
      }
      if (lines.isEmpty()) {
        lines.add(piece);
      }
    }
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0 && bytes.length > 0 && random.nextInt(4) == 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }
}
