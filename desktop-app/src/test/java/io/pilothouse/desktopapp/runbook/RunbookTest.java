package io.pilothouse.desktopapp.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.runbook.Runbook.Block;
import io.pilothouse.desktopapp.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of docs/runbooks are what the window shows: all of them, and all that is in them. */
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
  void noWordOfAPageIsLost(Path page) throws IOException {
    String text = Files.readString(page);
    Runbook read = Runbook.read(text, Language.ENGLISH);
    assertThat(read.title()).isNotBlank();
    assertThat(
            words(read.blocks().stream().map(RunbookTest::text).collect(Collectors.joining(" "))))
        .isEqualTo(
            words(
                text.lines()
                    .filter(l -> !l.startsWith("# ") && !l.matches("[|\\s:-]+"))
                    .collect(Collectors.joining(" "))));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageComesWithTheProgram(Path page) throws IOException {
    Language language = page.toString().contains("/ko/") ? Language.KOREAN : Language.ENGLISH;
    String name = page.getFileName() == null ? "" : page.getFileName().toString();
    if (!name.equals("README.md")) {
      assertThat(Runbook.of(name.replace(".md", ""), language))
          .contains(Runbook.read(Files.readString(page), language));
    }
  }

  @Test
  void whatIsNotTranslatedIsShownInEnglishAndWhatIsNoRunbookIsNone() {
    assertThat(Runbook.of("two-primaries", Language.KOREAN).orElseThrow().language())
        .isEqualTo(Language.ENGLISH);
    assertThat(Runbook.of("no-such-cause", Language.KOREAN)).isEmpty();
    assertThat(Runbook.of("../theme/pilothouse.css", Language.ENGLISH)).isEmpty();
  }

  @Test
  void readsEachPartAsWhatItIs() {
    var read =
        Runbook.read(
            """
            # The primary is down (`primary-down`)

            ## What you see

            > It is down.

            One line
            and its end.

            1. First

               ```
               kubectl get pods | head
               ```
            - Second
              goes on.

            | a | b |
            |---|---|
            | `x | y` | z |
            """,
            Language.ENGLISH);
    assertThat(read.title()).isEqualTo("The primary is down");
    assertThat(read.blocks())
        .containsExactly(
            new Block.Heading("What you see"),
            new Block.Quotation("It is down."),
            new Block.Paragraph("One line and its end."),
            new Block.Item("1.", "First"),
            new Block.Code(List.of("kubectl get pods | head")),
            new Block.Item("-", "Second goes on."),
            new Block.Table(List.of(List.of("a", "b"), List.of("`x | y`", "z"))));
  }

  private static String text(Block block) {
    return switch (block) {
      case Block.Heading heading -> heading.text();
      case Block.Paragraph paragraph -> paragraph.text();
      case Block.Quotation quotation -> quotation.text();
      case Block.Item item -> item.mark() + " " + item.text();
      case Block.Code code -> String.join(" ", code.lines());
      case Block.Table table ->
          table.rows().stream().flatMap(List::stream).collect(Collectors.joining(" "));
    };
  }

  private static List<String> words(String text) {
    return Stream.of(text.split("[\\s|`>#-]+")).filter(w -> !w.isEmpty()).toList();
  }
}
