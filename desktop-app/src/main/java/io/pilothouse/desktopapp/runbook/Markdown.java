package io.pilothouse.desktopapp.runbook;

import io.pilothouse.desktopapp.text.Texts;
import io.pilothouse.desktopapp.widget.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/**
 * A parsed page as nodes of the window: text that wraps, commands that can be copied. Each call
 * makes new ones; lives on the toolkit's thread.
 */
final class Markdown {
  private static final double GAP = 9;
  private static final String TEXT = "runbook-text";

  /** A numbered list that does not say where it begins. */
  private static final int FIRST = 1;

  private final Texts texts;
  private final Function<String, Optional<Runnable>> ways;

  /**
   * @param ways what a link to an address does; none where it can only be named
   */
  Markdown(Texts texts, Function<String, Optional<Runnable>> ways) {
    this.texts = texts;
    this.ways = ways;
  }

  /** What is in a block, one below the other. */
  VBox content(Node block) {
    var content = new VBox(GAP);
    children(block).forEach(child -> content.getChildren().add(shown(child)));
    return content;
  }

  private javafx.scene.Node shown(Node block) {
    return switch (block) {
      case Heading heading -> Labels.of(plain(heading), "heading");
      case BlockQuote quotation -> {
        VBox said = content(quotation);
        said.getStyleClass().add("runbook-quotation");
        yield said;
      }
      case BulletList list -> list(list, Optional.empty());
      case OrderedList list ->
          list(list, Optional.of(Optional.ofNullable(list.getMarkerStartNumber()).orElse(FIRST)));
      case FencedCodeBlock code -> commands(code.getLiteral().stripTrailing());
      case IndentedCodeBlock code -> commands(code.getLiteral().stripTrailing());
      case TableBlock table -> table(table);
      case HtmlBlock html -> words(html.getLiteral(), List.of(TEXT));
      default -> flow(block);
    };
  }

  private VBox list(ListBlock list, Optional<Integer> first) {
    var items = new VBox(GAP);
    int number = first.orElse(FIRST);
    for (Node item : children(list)) {
      VBox content = content(item);
      HBox.setHgrow(content, Priority.ALWAYS);
      var mark = Labels.of(first.isPresent() ? number++ + "." : "•", "muted");
      mark.setMinWidth(Region.USE_PREF_SIZE);
      items.getChildren().add(new HBox(8, mark, content));
    }
    return items;
  }

  private HBox commands(String commands) {
    var text = Labels.wrapped(commands, "runbook-commands");
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    var copy = new Hyperlink(texts.get("runbook.copy"));
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setOnAction(event -> {
      var content = new ClipboardContent();
      content.putString(commands);
      Clipboard.getSystemClipboard().setContent(content);
      copy.setText(texts.get("runbook.copied"));
    });
    var row = new HBox(10, text, copy);
    row.getStyleClass().add("diff");
    row.setAlignment(Pos.TOP_LEFT);
    return row;
  }

  private GridPane table(TableBlock table) {
    var grid = new GridPane(14, 7);
    List<TableRow> rows = children(table).stream().flatMap(part -> rows(part).stream()).toList();
    int columns = children(rows.getFirst()).size();
    for (int i = 0; i < columns; i++) {
      var column = new ColumnConstraints();
      column.setPercentWidth(100.0 / columns);
      grid.getColumnConstraints().add(column);
    }
    for (int row = 0; row < rows.size(); row++) {
      List<Node> cells = children(rows.get(row));
      for (int column = 0; column < cells.size(); column++) {
        Node cell = cells.get(column);
        boolean heads = cell instanceof TableCell head && head.isHeader();
        grid.add(heads ? Labels.of(plain(cell), "muted") : flow(cell), column, row);
      }
    }
    return grid;
  }

  private static List<TableRow> rows(Node headOrBody) {
    return children(headOrBody).stream().map(TableRow.class::cast).toList();
  }

  private TextFlow flow(Node block) {
    var flow = new TextFlow();
    flow.setLineSpacing(2);
    flow.getChildren().setAll(inline(block, List.of(TEXT)));
    return flow;
  }

  private List<javafx.scene.Node> inline(Node parent, List<String> styles) {
    var nodes = new ArrayList<javafx.scene.Node>();
    for (Node child : children(parent)) {
      switch (child) {
        case Text text -> nodes.add(words(text.getLiteral(), styles));
        case Code code -> nodes.add(words(code.getLiteral(), and(styles, "runbook-code")));
        case SoftLineBreak space -> nodes.add(words(" ", styles));
        case HardLineBreak end -> nodes.add(words("\n", styles));
        case StrongEmphasis strong -> nodes.addAll(inline(strong, and(styles, "runbook-strong")));
        case Emphasis said -> nodes.addAll(inline(said, and(styles, "runbook-said")));
        case Link link -> nodes.addAll(link(link, styles));
        default -> nodes.add(words(plain(child), styles));
      }
    }
    return nodes;
  }

  private List<javafx.scene.Node> link(Link link, List<String> styles) {
    return ways.apply(link.getDestination())
        .<List<javafx.scene.Node>>map(way -> {
          var shown = new Hyperlink(plain(link));
          shown.setOnAction(event -> way.run());
          return List.of(shown);
        })
        .orElseGet(() -> inline(link, styles));
  }

  private static javafx.scene.text.Text words(String words, List<String> styles) {
    var text = new javafx.scene.text.Text(words);
    text.getStyleClass().addAll(styles);
    return text;
  }

  private static List<String> and(List<String> styles, String style) {
    var all = new ArrayList<>(styles);
    all.add(style);
    return all;
  }

  /** The words of a node without marks. */
  static String plain(Node node) {
    return switch (node) {
      case Text text -> text.getLiteral();
      case Code code -> code.getLiteral();
      case HtmlInline html -> html.getLiteral();
      case HtmlBlock html -> html.getLiteral();
      case SoftLineBreak space -> " ";
      default -> children(node).stream().map(Markdown::plain).collect(Collectors.joining());
    };
  }

  private static List<Node> children(Node parent) {
    var children = new ArrayList<Node>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      children.add(child);
    }
    return children;
  }
}
