package io.pilothouse.desktopapp.design;

import io.pilothouse.blueprints.review.Finding;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * One finding: how bad, of what, what will happen, what to write instead, where, and who says so.
 */
final class FindingRow implements KeyedRows.Row<Finding> {
  private final HBox node = new HBox(12);

  /**
   * @param opens whether its component can be opened
   * @param browse opens the platform's page
   */
  FindingRow(
      Finding finding, boolean opens, Navigation navigation, Look look, Consumer<URI> browse) {
    Label severity =
        Labels.of(
            look.text("severity." + finding.severity()),
            "alert-state",
            SeverityGlyph.style(finding.severity()));
    severity.setMinWidth(76);
    var glyph = new SeverityGlyph(finding.severity());
    HBox.setMargin(glyph, new Insets(3, 0, 0, 0));
    Label title = Labels.wrapped(look.say(finding.title()), "strong");
    var words =
        new VBox(
            3,
            new HBox(10, title, subject(finding, opens, navigation)),
            Labels.wrapped(look.say(finding.happens()), "sentence"),
            Labels.wrapped(
                look.text("design.instead", look.say(finding.instead())), "small", "muted"));
    HBox.setHgrow(words, Priority.ALWAYS);
    node.getChildren().addAll(glyph, severity, words, right(finding, look, browse));
    node.getStyleClass().add("list-row");
    node.setId(
        ("finding-" + finding.rule() + "-" + finding.component()).replaceAll("[^A-Za-z0-9-]", "-"));
    node.setAccessibleText(severity.getText() + ": " + title.getText());
    if (opens) {
      node.setOnMouseClicked(click -> navigation.select(finding.component()));
    }
  }

  @Override
  public Node node() {
    return node;
  }

  /** A finding never changes: its row is made for it. */
  @Override
  public void show(Finding finding) {}

  private static Node subject(Finding finding, boolean opens, Navigation navigation) {
    if (!opens) {
      return Labels.of(finding.name(), "muted");
    }
    var link = new Hyperlink(finding.name());
    link.setOnAction(event -> navigation.open(ViewId.TOPOLOGY, finding.component()));
    return link;
  }

  private static Node right(Finding finding, Look look, Consumer<URI> browse) {
    String place = finding.place().map(Finding.Place::toString).orElse("");
    Label where = Labels.of(ending(place), "small", "muted");
    Labels.explained(where, place.isEmpty() ? look.text("design.no.place") : place);
    URI page = finding.documentation();
    var link = new Hyperlink(page.getHost() + " \u2197");
    link.getStyleClass().add("small");
    link.setOnAction(event -> browse.accept(page));
    Labels.explained(link, page.toString());
    var copy = new Hyperlink(look.text("design.copy"));
    copy.getStyleClass().add("small");
    copy.setOnAction(event ->
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, page.toString())));
    var links = new HBox(6, link, copy);
    links.setAlignment(Pos.TOP_RIGHT);
    var box = new VBox(3, where, links, Labels.of(finding.rule(), "small", "faint"));
    box.setAlignment(Pos.TOP_RIGHT);
    box.setMinWidth(236);
    box.setPrefWidth(236);
    return box;
  }

  /** The end of a long path tells more than its beginning. */
  private static String ending(String place) {
    return place.length() > 38 ? "…" + place.substring(place.length() - 37) : place;
  }
}
