package io.pilothouse.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each decision stands in the table, with a test that enforces it and that there is. */
class DecisionsTest {
  private static final Path FOLDER = Page.ROOT.resolve("docs/adr");
  private static final Pattern ROW =
      Pattern.compile("^\\| \\[(\\d{4})]\\((\\S+)\\) \\| (.+?) \\| (.+) \\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

  private record Row(String number, String file, String enforcedBy) {
    List<String> tests() {
      return TEST.matcher(enforcedBy).results().map(r -> r.group(1)).toList();
    }
  }

  @Test
  void everyDecisionHasARowInItsPlace() throws IOException {
    List<String> files = files();
    assertThat(rows()).extracting(Row::file).containsExactlyElementsOf(files);
    assertThat(rows()).allMatch(r -> r.file().startsWith(r.number() + "-"));
  }

  @Test
  void everyDecisionNamesATestThatThereIs() throws IOException {
    Set<String> classes = testClasses();
    for (Row row : rows()) {
      assertThat(row.tests().isEmpty() && !row.enforcedBy().startsWith("by review: "))
          .as(row.file() + " names a test, or says \"by review: \" and why")
          .isFalse();
      assertThat(classes).as(row.file()).containsAll(row.tests());
    }
  }

  @Test
  void everyDecisionEndsWithTheTestsOfItsRow() throws IOException {
    Set<String> classes = testClasses();
    for (Row row : rows()) {
      String text = Files.readString(FOLDER.resolve(row.file()));
      int at = text.lastIndexOf("nforced by");
      assertThat(at).as(row.file() + " says what enforces it").isPositive();
      List<String> named =
          Pattern.compile("(\\w+Test)\\b")
              .matcher(text.substring(at))
              .results()
              .map(MatchResult::group)
              .toList();
      assertThat(classes).as(row.file()).containsAll(named);
      assertThat(named).as(row.file() + " and its row").containsAll(row.tests());
    }
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(FOLDER.resolve("README.md")).stream()
        .map(ROW::matcher)
        .filter(m -> m.matches())
        .map(m -> new Row(m.group(1), m.group(2), m.group(4)))
        .toList();
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(f -> String.valueOf(f.getFileName()))
          .filter(n -> n.matches("\\d{4}-.*\\.md"))
          .sorted()
          .toList();
    }
  }

  private static Set<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(Page.ROOT)) {
      return files
          .map(Path::toString)
          .filter(f -> f.contains("/src/test/java/") && f.endsWith("Test.java"))
          .map(f -> f.substring(f.lastIndexOf('/') + 1).replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}
