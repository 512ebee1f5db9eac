package io.pilothouse.desktopapp.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

/** A page is shown with all of its words and none of its marks. */
@ExtendWith(ApplicationExtension.class)
class MarkdownTest {
  private static final Texts TEXTS = new Texts(Language.ENGLISH);
  private final List<String> gone = new ArrayList<>();

  /** All pages in one test: the toolkit's extension takes half a second for each of them. */
  @Test
  void noWordOfAPageIsLost() throws IOException {
    for (Path page : RunbookTest.pages().toList()) {
      String text = Files.readString(page);
      assertThat(letters(said(shown(text)))).as(page.toString()).isEqualTo(letters(unmarked(text)));
    }
  }

  /** In Korean a mark that touches a particle and a bracket is none to CommonMark. */
  @Test
  void noMarkIsTakenForAWord() throws IOException {
    for (Path page : RunbookTest.pages().toList()) {
      all(shown(Files.readString(page)), Text.class)
          .filter(t -> !t.getStyleClass().contains("runbook-code"))
          .forEach(t -> assertThat(t.getText()).as(page.toString()).doesNotContain("*", "`", "]("));
    }
  }

  @Test
  void showsEachPartAsWhatItIs() {
    Parent shown =
        shown(
            """
            # The primary is down (`primary-down`)

            ## What you see

            > It is down.

            One line
            and *its* **end**.

            1. First

               ```
               kubectl get pods | head
               ```
            2. Next with `code`
               - Within
            - Other list

            | a | b `c` |
            |---|---|
            | `x \\| y` | z |
            """);
    assertThat(labels(shown, "heading")).containsExactly("What you see");
    assertThat(said(shown.lookup(".runbook-quotation")).strip()).isEqualTo("It is down.");
    assertThat(labels(shown, "runbook-commands")).containsExactly("kubectl get pods | head");
    assertThat(labels(shown, "muted")).containsExactly("1.", "2.", "•", "•", "a", "b c");
    assertThat(texts(shown, "runbook-said")).containsExactly("its");
    assertThat(texts(shown, "runbook-strong")).containsExactly("end");
    assertThat(texts(shown, "runbook-code")).containsExactly("code", "x | y");
    assertThat(all(shown, GridPane.class)).hasSize(1);
    assertThat(said(shown)).contains("One line and its end.");
  }

  @Test
  void aLinkGoesWhereThereIsAWayAndIsNamedWhereThereIsNone() {
    Parent shown = shown("See [this](here.md) and [*that*](https://example.org).");
    List<Hyperlink> links = all(shown, Hyperlink.class).toList();
    assertThat(links).extracting(Hyperlink::getText).containsExactly("this");
    links.getFirst().fire();
    assertThat(gone).containsExactly("here.md");
    assertThat(texts(shown, "runbook-said")).containsExactly("that");
  }

  private Parent shown(String text) {
    return new Markdown(
            TEXTS,
            address ->
                address.endsWith(".md") ? Optional.of(() -> gone.add(address)) : Optional.empty())
        .content(new Runbook(text, Language.ENGLISH).body());
  }

  private static <T extends Node> Stream<T> all(Node node, Class<T> type) {
    Stream<Node> children =
        node instanceof Parent parent ? parent.getChildrenUnmodifiable().stream() : Stream.empty();
    return Stream.concat(
        Stream.of(node).filter(type::isInstance).map(type::cast),
        children.flatMap(child -> all(child, type)));
  }

  private static List<String> labels(Node node, String style) {
    return all(node, Label.class)
        .filter(l -> l.getStyleClass().contains(style))
        .map(Label::getText)
        .toList();
  }

  private static List<String> texts(Node node, String style) {
    return all(node, Text.class)
        .filter(t -> t.getStyleClass().contains(style))
        .map(Text::getText)
        .toList();
  }

  /** All that is written in it, in order, but for the button that copies. */
  private static String said(Node node) {
    return all(node, Node.class)
        .map(MarkdownTest::written)
        .filter(w -> !w.equals(TEXTS.get("runbook.copy")))
        .collect(Collectors.joining());
  }

  private static String written(Node node) {
    return switch (node) {
      case Text text -> text.getText();
      case Label label -> " " + label.getText() + " ";
      case Hyperlink link -> link.getText();
      default -> " ";
    };
  }

  /** The page as its author wrote it, without title, marks, addresses and lines of tables. */
  private static String unmarked(String text) {
    return text.lines()
        .filter(l -> !l.startsWith("# ") && !l.matches("[|\\s:-]+"))
        .collect(Collectors.joining("\n"))
        .replaceAll("]\\([^)]+\\)|```\\w+", "");
  }

  private static String letters(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]+", "");
  }
}
