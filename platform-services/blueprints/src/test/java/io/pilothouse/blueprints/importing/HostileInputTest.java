package io.pilothouse.blueprints.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.pilothouse.blueprints.text.Note;
import io.pilothouse.blueprints.text.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text makes an import hang, throw or grow without bounds. */
class HostileInputTest {
  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final List<String> PIECES =
      List.of(
          "graph TB\n",
          "subgraph \"",
          "end\n",
          "A[",
          "]",
          "-->",
          "|",
          "((",
          "))",
          "&",
          "@{",
          "%%{",
          "\"",
          "`",
          "classDef ",
          "class A b\n",
          "<br/>",
          "@startuml\n",
          "package \"P\" {\n",
          "}\n",
          "note top of A\n",
          "end note\n",
          "[X] as Y\n",
          " : ",
          "'",
          "# 제목\n",
          "## 1. 구성 ",
          "```yaml ",
          "```",
          "| a | b |\n",
          "|---|---|\n",
          "key: ",
          "- ",
          "설정:\n",
          "  x: 1\n",
          "&a ",
          "*a ",
          "10.0.0.0/16",
          "3 replicas",
          "HPA 9-1",
          "99999999999999999999",
          "Private Endpoint",
          "서비스",
          "😀",
          "\u0000",
          "\t",
          "\n",
          " ",
          "한글");

  private static ImportResult importText(String text) {
    return BlueprintImporter.importAll(
        List.of(new SourceText("d", "d", text)), ImportRequest.of("x-prod"));
  }

  @Test
  void survivesRandomTextsOfEveryLanguage() {
    long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    for (int seed = 0; seed < 400 && System.nanoTime() < until; seed++) {
      var random = new Random(seed);
      String text =
          IntStream.range(0, 1 + random.nextInt(120))
              .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
              .collect(Collectors.joining());
      int number = seed;
      ImportResult result =
          assertTimeoutPreemptively(PATIENCE, () -> importText(text), () -> "seed " + number);
      assertThat(result.notes())
          .as("seed %d", seed)
          .allSatisfy(n -> assertThat(n.place().line()).isPositive());
      result.blueprint().ifPresent(b -> assertThat(BlueprintWriter.write(b)).isNotEmpty());
    }
  }

  @Test
  void survivesEveryTruncationOfARealDocument() {
    String text = BlueprintImporterTest.ORDERS;
    for (int length = 0; length < text.length(); length += 293) {
      String part = text.substring(0, length);
      assertThat(assertTimeoutPreemptively(PATIENCE, () -> importText(part)).notes()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "graph TB\nA((((((((((((((\n",
        "# t\n## 1. a\n- **가용성**: 99.9%\n",
        "# t\n## 1. a\n| a | b |\n"
      })
  void readsFiftyThousandLines(String text) {
    int last = text.lastIndexOf('\n', text.length() - 2) + 1;
    String whole = text.substring(0, last) + text.substring(last).repeat(50_000);
    ImportResult result = assertTimeoutPreemptively(PATIENCE, () -> importText(whole));
    assertThat(result.notes()).hasSizeLessThan(20_000);
  }

  @Test
  void readsOneLineOfAMillionCharacters() {
    String line =
        "# t ## 1. a "
            + "| a | b | |---|---| | c | d | ".repeat(10_000)
            + "```yaml "
            + "a: b: ".repeat(10_000)
            + "```";
    assertThat(assertTimeoutPreemptively(PATIENCE, () -> importText(line)).blueprint()).isPresent();
  }

  @Test
  void anInvalidDocumentGivesTheRest() {
    ImportResult result =
        importText(
            """
            graph TB
            subgraph "Application Services"
            A[Order Service<br/>3 replicas, HPA 9-2]
            B[Pay Service<br/>2 replicas]
            """);
    assertThat(result.blueprint().orElseThrow().services()).hasSize(2);
    assertThat(result.notes(Note.Kind.CONTRADICTION)).hasSize(1);
    assertThat(result.notes(Note.Kind.ERROR))
        .singleElement()
        .satisfies(n -> assertThat(n.place().line()).isEqualTo(2));
  }

  @Test
  void refusesFilesThatAreNoDocumentsAndReadsTheOthers(@TempDir Path folder) throws Exception {
    Path binary = Files.write(folder.resolve("a.md"), new byte[] {0, 1, 2});
    Path good =
        Files.writeString(folder.resolve("b.mmd"), "graph TB\nA[Order Service Pod] --> B[Redis]\n");
    ImportResult result =
        BlueprintImporter.importFiles(List.of(binary, good), ImportRequest.of("x-prod"));
    assertThat(result.blueprint().orElseThrow().services()).hasSize(1);
    assertThat(result.notes(Note.Kind.ERROR)).hasSize(1);
    assertThat(
            BlueprintImporter.importFiles(List.of(binary), ImportRequest.of("x-prod")).blueprint())
        .isEmpty();
  }
}
