package io.pilothouse.desktopapp.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of docs/runbooks come with the program: all of them. */
class RunbookTest {
  private static final Path DOCS = Path.of(System.getProperty("project.root")).resolve("docs");

  static Stream<Path> pages() throws IOException {
    List<Path> pages;
    try (var english = Files.list(DOCS.resolve("runbooks"));
        var korean = Files.list(DOCS.resolve("ko/runbooks"))) {
      pages = Stream.concat(english, korean).filter(f -> f.toString().endsWith(".md")).toList();
    }
    return pages.stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageComesWithTheProgram(Path page) throws IOException {
    Language language = page.startsWith(DOCS.resolve("ko")) ? Language.KOREAN : Language.ENGLISH;
    String name = page.getFileName() == null ? "" : page.getFileName().toString();
    if (name.equals("README.md")) {
      assertThat(Runbook.index(language)).isEqualTo(Files.readString(page));
    } else {
      var runbook = Runbook.of(name.replace(".md", ""), language);
      assertThat(runbook).contains(new Runbook(Files.readString(page), language));
      assertThat(runbook.orElseThrow().title()).isNotBlank();
    }
  }

  @Test
  void aTitleDoesNotRepeatTheKindOfTheCause() {
    assertThat(title("# The primary is down (`primary-down`)\n\nIt is."))
        .isEqualTo("The primary is down");
    assertThat(title("# Go back to an earlier release (rollback)"))
        .isEqualTo("Go back to an earlier release");
    assertThat(title("It has none.")).isEmpty();
  }

  @Test
  void whatIsNoRunbookIsNone() {
    assertThat(Runbook.of("no-such-cause", Language.KOREAN)).isEmpty();
    assertThat(Runbook.of("../theme/pilothouse.css", Language.ENGLISH)).isEmpty();
  }

  private static String title(String text) {
    return new Runbook(text, Language.ENGLISH).title();
  }
}
