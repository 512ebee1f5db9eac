package io.pilothouse.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A page in Korean has all that its English one has: the same sections, the same commands, tables
 * and lists as long. A change of one that the other does not get fails here.
 */
class TranslationsTest {
  private static final Path DOCS = Page.ROOT.resolve("docs");
  private static final Path KOREAN = DOCS.resolve("ko");

  /** What a command is followed by for whoever reads it. */
  private static final Pattern COMMENT = Pattern.compile("\\s+# .*$");

  private static final Pattern HEADING = Pattern.compile("^(#{1,6}) .*");
  private static final Pattern ITEM = Pattern.compile("^\\s*(-|\\d+\\.) .*");

  /** All but the entrance, which has a text of its own. */
  static Stream<Page> translated() {
    return Page.all().stream()
        .filter(p -> p.file().startsWith(KOREAN))
        .filter(p -> !p.file().equals(KOREAN.resolve("README.md")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("translated")
  void aTranslatedPageHasWhatTheOtherHas(Page korean) {
    Page english = Page.read(DOCS.resolve(KOREAN.relativize(korean.file())));

    assertThat(shape(korean)).isEqualTo(shape(english));
    assertThat(commands(korean)).isEqualTo(commands(english));
  }

  @Test
  void aSectionARowAnEntryAndACommandThatAreMissingAreSeen() {
    Page whole = page("# A", "- b", "| c |", "```", "d", "```");
    assertThat(shape(page("# A", "- b", "| c |", "```", "d # said otherwise", "```")))
        .isEqualTo(shape(whole));
    assertThat(shape(page("- b", "| c |"))).isNotEqualTo(shape(whole));
    assertThat(shape(page("# A", "| c |"))).isNotEqualTo(shape(whole));
    assertThat(shape(page("# A", "- b"))).isNotEqualTo(shape(whole));
    assertThat(commands(page("```", "d # said otherwise", "```"))).isEqualTo(commands(whole));
    assertThat(commands(page("```", "e", "```"))).isNotEqualTo(commands(whole));
  }

  private static Page page(String... lines) {
    return new Page(KOREAN.resolve("page.md"), List.of(lines));
  }

  /** What stands where: headings by their depth, rows of tables, entries of lists. */
  private static List<String> shape(Page page) {
    var shape = new ArrayList<String>();
    boolean code = false;
    for (String line : page.lines()) {
      Matcher heading = HEADING.matcher(line);
      if (line.strip().startsWith("```")) {
        code = !code;
      } else if (!code && heading.matches()) {
        shape.add(heading.group(1));
      } else if (!code && line.startsWith("|")) {
        shape.add("row");
      } else if (!code && ITEM.matcher(line).matches()) {
        shape.add("entry");
      }
    }
    return shape;
  }

  private static List<String> commands(Page page) {
    return page.code().stream()
        .filter(Page.Code::block)
        .map(code -> COMMENT.matcher(code.text()).replaceFirst("").stripTrailing())
        .toList();
  }
}
