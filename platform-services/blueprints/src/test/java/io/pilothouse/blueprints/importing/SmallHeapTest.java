package io.pilothouse.blueprints.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.text.Note;
import io.pilothouse.blueprints.text.TextReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the size of a document, its import ends, and in 512 MB. */
class SmallHeapTest {
  /** The program that the other JVM runs. */
  static final class Import {
    private Import() {}

    public static void main(String[] files) {
      ImportResult result =
          BlueprintImporter.importFiles(List.of(Path.of(files[0])), ImportRequest.of("x-prod"));
      System.out.println("blueprint " + result.blueprint().isPresent());
      result.notes(Note.Kind.ERROR).stream().limit(3).forEach(System.out::println);
    }
  }

  @Test
  void aHundredMegabytesAreRefusedWithTheBound(@TempDir Path folder) throws Exception {
    Path file =
        filled(folder.resolve("huge.mmd"), "graph TB\n", "A[Order Service] --> B\n", 100 << 20);
    assertThat(imported(file))
        .contains("blueprint false")
        .contains("huge:1:1: error: has 10485", "a document may have");
  }

  @Test
  void theLargestDocumentIsReadOrSaysWhatIsMissing(@TempDir Path folder) throws Exception {
    Path file =
        filled(
            folder.resolve("large.md"),
            "# t\n### 3.3 서비스별 리소스\n| 서비스 | Replicas |\n|---|---|\n",
            "| Order Service | 3 |\n",
            TextReader.MAXIMUM_BYTES - 1_000);
    assertThat(imported(file)).contains("blueprint true");
  }

  private static Path filled(Path file, String head, String unit, int size) throws IOException {
    byte[] block = unit.repeat(1_000).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(head.getBytes(StandardCharsets.UTF_8));
      for (int written = block.length; written < size; written += block.length) {
        out.write(block);
      }
    }
    return file;
  }

  private static String imported(Path file) throws Exception {
    Path said = file.resolveSibling("said.txt");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Import.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).as("ended in time").isTrue();
      String text = Files.readString(said);
      assertThat(process.exitValue()).as(text).isZero();
      return text;
    } finally {
      process.destroyForcibly();
    }
  }
}
