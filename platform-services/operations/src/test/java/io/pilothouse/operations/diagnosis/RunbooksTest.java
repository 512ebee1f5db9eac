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
  private static final Path KOREAN = FOLDER.resolveSibling("ko/runbooks");
  private static final List<String> KOREAN_SECTIONS =
      List.of("보이는 것", "판단 방법", "Pilothouse에서", "직접 처리", "확인", "훈련");
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

  @ParameterizedTest
  @EnumSource(Kind.class)
  void itIsThereInKoreanTooAndQuotesTheProduct(Kind kind) throws IOException {
    String page = Files.readString(KOREAN.resolve(kind.key() + ".md"));

    assertThat(page.lines().findFirst().orElse("")).endsWith("(`" + kind.key() + "`)");
    assertThat(headings(page)).isEqualTo(KOREAN_SECTIONS);
    assertThat(quoted(page)).matches(sentence("diagnosis." + kind.key(), "ko"));
  }

  /** Actions and the index among them. */
  @Test
  void noPageIsMissingInEitherLanguageAndBothTellOfTheSameGuardsAndCauses() throws IOException {
    assertThat(names(KOREAN)).isEqualTo(names(FOLDER));
    for (String name : names(FOLDER)) {
      assertThat(firstColumns(Files.readString(KOREAN.resolve(name))))
          .as(name)
          .isEqualTo(firstColumns(Files.readString(FOLDER.resolve(name))));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (var pages = Files.list(folder)) {
      return pages
          .filter(Files::isRegularFile)
          .map(p -> String.valueOf(p.getFileName()))
          .sorted()
          .toList();
    }
  }

  /** What rows of tables are about, where it is a name: of a guard, of a cause. */
  private static List<String> firstColumns(String page) {
    return Pattern.compile("(?m)^\\| (`.*?`) \\|")
        .matcher(page)
        .results()
        .map(r -> r.group(1))
        .toList();
  }

  private static String quoted(String page) {
    return page.lines().filter(l -> l.startsWith("> ")).findFirst().orElse("> ").substring(2);
  }

  private static List<String> headings(String page) {
    return Pattern.compile("(?m)^## (.*)$").matcher(page).results().map(r -> r.group(1)).toList();
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
