package io.pilothouse.operations.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each cause has its runbook, which begins with what the product says of it. */
class RunbooksTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("project.root")).resolve("docs/runbooks");
  private static final List<String> SECTIONS =
      List.of(
          "What you see", "How it is decided", "In Pilothouse", "By hand", "Verify", "Rehearse");

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aCauseHasARunbookThatQuotesTheProduct(Kind kind) throws IOException {
    String page = Files.readString(FOLDER.resolve(kind.key() + ".md"));

    assertThat(page.lines().findFirst().orElse("")).endsWith("(`" + kind.key() + "`)");
    assertThat(headings(page)).isEqualTo(SECTIONS);
    assertThat(quoted(page)).matches(sentence("diagnosis." + kind.key(), "en"));
  }

  /** The most probable causes have theirs in Korean too; the others are read in English. */
  @Test
  void aTranslatedRunbookIsOfACauseAndHasThePartsAndCommandsOfTheOther() throws IOException {
    Path korean = FOLDER.resolveSibling("ko/runbooks");
    try (var pages = Files.list(korean)) {
      for (Path page : pages.toList()) {
        String name = page.getFileName() == null ? "" : page.getFileName().toString();
        String translated = Files.readString(page);
        String original = Files.readString(FOLDER.resolve(name));
        String key = name.replace(".md", "");
        assertThat(translated.lines().findFirst().orElse("")).endsWith("(`" + key + "`)");
        assertThat(quoted(translated)).matches(sentence("diagnosis." + key, "ko"));
        assertThat(headings(translated)).hasSameSizeAs(headings(original));
        assertThat(commands(translated)).isEqualTo(commands(original));
      }
    }
  }

  private static String quoted(String page) {
    return page.lines().filter(l -> l.startsWith("> ")).findFirst().orElse("> ").substring(2);
  }

  private static List<String> headings(String page) {
    return Pattern.compile("(?m)^## (.*)$").matcher(page).results().map(r -> r.group(1)).toList();
  }

  private static List<String> commands(String page) {
    return Pattern.compile("(?s)```(.*?)```").matcher(page).results().map(r -> r.group(1)).toList();
  }

  @Test
  void theIndexHasThemInTheOrderOfTheirDepth() throws IOException {
    List<String> listed =
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
            .matcher(Files.readString(FOLDER.resolve("README.md")))
            .results()
            .map((MatchResult r) -> r.group(1))
            .toList();
    assertThat(listed).isEqualTo(Arrays.stream(Kind.values()).map(Kind::key).toList());
  }

  /** What the product's sentence may look like with anything in its gaps. */
  private static Pattern sentence(String key, String language) throws IOException {
    var patterns = new Properties();
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(
                RunbooksTest.class.getResourceAsStream(
                    "/META-INF/pilothouse/sentences_" + language + ".properties")),
            StandardCharsets.UTF_8)) {
      patterns.load(in);
    }
    String text = Objects.requireNonNull(patterns.getProperty(key), key).replace("''", "'");
    return Pattern.compile(
        Arrays.stream(text.split("\\{\\d+}", -1))
            .map(Pattern::quote)
            .reduce((before, after) -> before + ".+" + after)
            .orElseThrow());
  }
}
