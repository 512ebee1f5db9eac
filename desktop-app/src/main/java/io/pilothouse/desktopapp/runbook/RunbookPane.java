package io.pilothouse.desktopapp.runbook;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/**
 * A runbook over everything else, with commands that can be copied. Lives on the toolkit's thread.
 */
public final class RunbookPane {
  private static final double WIDTH = 820;

  /** Height of what surrounds the scrolled part. */
  private static final double FRAME = 170;

  private static final Pattern INLINE =
      Pattern.compile(
          "\\*\\*(?<strong>[^*]+)\\*\\*|\\*(?<said>[^*]+)\\*|`(?<code>[^`]+)`"
              + "|\\[(?<link>[^\\]]+)]\\((?<target>[^)]+)\\)");
  private static final Pattern OTHER_PAGE =
      Pattern.compile("(?:\\.\\./\\.\\./runbooks/)?([a-z-]+)\\.md(?:#.*)?");

  private final Look look;
  private final StackPane node = new StackPane();
  private final VBox card = new VBox();

  public RunbookPane(Look look) {
    this.look = look;
    card.getStyleClass().add("dialog");
    card.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
    card.setId("runbook");
    node.getStyleClass().add("veil");
    node.getChildren().add(card);
    node.setVisible(false);
    node.setOnMouseClicked(click -> {
      if (node.equals(click.getTarget())) {
        hide();
      }
    });
  }

  public Node node() {
    return node;
  }

  /** Whether a page lies over the rest. */
  public boolean shown() {
    return node.isVisible();
  }

  public void hide() {
    node.setVisible(false);
    card.getChildren().clear();
  }

  /** Shows the runbook of a cause or an action; does nothing where there is none of that name. */
  public void open(String name) {
    find(name).ifPresent(this::show);
  }

  private Optional<Runbook> find(String name) {
    return Runbook.of(name, look.texts().language().get());
  }

  private void show(Runbook runbook) {
    var content = new VBox(9);
    content.getStyleClass().add("plan");
    runbook.blocks().forEach(block -> content.getChildren().add(shown(block)));
    var scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("page-scroll");
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.maxHeightProperty().bind(node.heightProperty().subtract(FRAME));
    VBox.setVgrow(scroll, Priority.ALWAYS);
    var close = new Button(look.text("dialog.close"));
    close.setId("runbook-close");
    close.setOnAction(event -> hide());
    var foot = new HBox(Labels.space(), close);
    foot.getStyleClass().add("dialog-foot");
    card.getChildren().setAll(Labels.wrapped(runbook.title(), "dialog-title"), scroll, foot);
    node.setVisible(true);
    close.requestFocus();
  }

  private Node shown(Runbook.Block block) {
    return switch (block) {
      case Runbook.Block.Heading heading -> Labels.of(heading.text(), "heading");
      case Runbook.Block.Paragraph paragraph -> flow(paragraph.text());
      case Runbook.Block.Quotation quotation -> {
        var said = new StackPane(flow(quotation.text()));
        said.getStyleClass().add("runbook-quotation");
        yield said;
      }
      case Runbook.Block.Item item -> {
        var text = flow(item.text());
        HBox.setHgrow(text, Priority.ALWAYS);
        yield new HBox(8, Labels.of(item.mark().equals("-") ? "•" : item.mark(), "muted"), text);
      }
      case Runbook.Block.Code code -> code(code.lines());
      case Runbook.Block.Table table -> table(table.rows());
    };
  }

  private Node code(List<String> lines) {
    var text = Labels.wrapped(String.join("\n", lines), "runbook-commands");
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    var copy = new Hyperlink(look.text("runbook.copy"));
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setOnAction(event -> {
      var content = new ClipboardContent();
      content.putString(String.join("\n", lines));
      Clipboard.getSystemClipboard().setContent(content);
      copy.setText(look.text("runbook.copied"));
    });
    var row = new HBox(10, text, copy);
    row.getStyleClass().add("diff");
    row.setAlignment(Pos.TOP_LEFT);
    return row;
  }

  private Node table(List<List<String>> rows) {
    var grid = new GridPane(14, 7);
    int columns = rows.getFirst().size();
    for (int i = 0; i < columns; i++) {
      var column = new ColumnConstraints();
      column.setPercentWidth(100.0 / columns);
      grid.getColumnConstraints().add(column);
    }
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        String cell = rows.get(row).get(column);
        grid.add(row == 0 ? Labels.of(cell, "muted") : flow(cell), column, row);
      }
    }
    return grid;
  }

  private TextFlow flow(String text) {
    var flow = new TextFlow();
    flow.setLineSpacing(2);
    Matcher inline = INLINE.matcher(text);
    int from = 0;
    while (inline.find()) {
      plain(flow, text.substring(from, inline.start()), "runbook-text");
      plain(flow, inline.group("strong"), "runbook-text", "runbook-strong");
      plain(flow, inline.group("said"), "runbook-text", "runbook-said");
      plain(flow, inline.group("code"), "runbook-text", "runbook-code");
      if (inline.group("link") != null) {
        flow.getChildren().add(link(inline.group("link"), inline.group("target")));
      }
      from = inline.end();
    }
    plain(flow, text.substring(from), "runbook-text");
    return flow;
  }

  private static void plain(TextFlow flow, @Nullable String words, String... styles) {
    if (words != null && !words.isEmpty()) {
      var text = new Text(words);
      text.getStyleClass().addAll(styles);
      flow.getChildren().add(text);
    }
  }

  /** A way to another runbook; what lies outside of them is named only. */
  private Node link(String words, String target) {
    Matcher other = OTHER_PAGE.matcher(target);
    if (other.matches() && find(other.group(1)).isPresent()) {
      var link = new Hyperlink(words);
      link.setOnAction(event -> open(other.group(1)));
      return link;
    }
    var text = new Text(words);
    text.getStyleClass().add("runbook-text");
    return text;
  }
}
