package io.pilothouse.desktopapp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReviewCommandTest {
  /** The least blueprint, with one region for both. */
  private static final String DESIGN =
      """
      apiVersion: pilothouse.io/v1
      system: toy-prod
      name: Toy
      environment: production
      documents: [{id: toy, file: toy.md, title: Toy}]
      region: {primary: koreacentral, disasterRecovery: %s, timeZone: Asia/Seoul}
      objectives: {}
      cluster: {id: aks, name: AKS, privateCluster: true, namespace: toys}
      sources: {region.disasterRecovery: "toy:7:3"}
      """;

  @TempDir Path folder;

  private record Ran(int exitCode, String out) {}

  private Ran review(String otherRegion, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("toy.yaml"), DESIGN.formatted(otherRegion));
    var bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      String[] all = new String[options.length + 1];
      System.arraycopy(options, 0, all, 0, options.length);
      all[options.length] = file.toString();
      int code = new CommandLine(new ReviewCommand()).execute(all);
      return new Ran(code, bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void findsWhatCannotWorkWithItsPlaceInTheDocument() throws IOException {
    Ran ran = review("koreacentral", "--json", "--language", "en", "--date", "2026-11-21");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(ran.out().lines()).hasSize(1);
    JsonNode finding = new JsonMapper().readTree(ran.out()).path("findings").path(0);
    assertThat(finding.path("rule").asText()).isEqualTo("recovery-region");
    assertThat(finding.path("severity").asText()).isEqualTo("error");
    assertThat(finding.path("file").asText()).isEqualTo("toy.md");
    assertThat(finding.path("line").asInt()).isEqualTo(7);
    assertThat(finding.path("documentation").asText()).startsWith("https://learn.microsoft.com/");
  }

  @Test
  void speaksKoreanWhenAsked() throws IOException {
    assertThat(review("koreacentral", "--language", "ko").out())
        .contains("toy.md:7:3", "재해복구 지역이 주 지역과 같습니다");
  }

  @Test
  void isFineWhenThereIsNothing() throws IOException {
    assertThat(review("koreasouth").exitCode()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void wantsALanguageThatItSpeaks() throws IOException {
    assertThat(review("koreasouth", "--language", "fr").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void wantsOneDesign() {
    assertThat(new CommandLine(new ReviewCommand()).execute()).isEqualTo(ExitCode.USAGE);
  }
}
