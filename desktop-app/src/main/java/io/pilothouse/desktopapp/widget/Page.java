package io.pilothouse.desktopapp.widget;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A view that is read from top to bottom: sections with headings, scrolled when they are long. */
public final class Page {
  private final VBox content = new VBox();
  private final ScrollPane scroll = new ScrollPane(content);

  public Page(String id) {
    content.getStyleClass().add("page");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("page-scroll");
    scroll.setId(id);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
  }

  public Region node() {
    return scroll;
  }

  /** Adds a heading with what stands right of it. */
  public void heading(String text, Node... beside) {
    Label label = Labels.of(text, "heading");
    var row = new HBox(label, Labels.space());
    row.getChildren().addAll(beside);
    row.getStyleClass().add("heading-row");
    content.getChildren().add(row);
  }

  /** Adds a part. */
  public <N extends Node> N add(N part) {
    content.getChildren().add(part);
    return part;
  }

  /** Brings a part of the page into sight. */
  public void reveal(Node part) {
    double all = content.getBoundsInLocal().getHeight() - scroll.getViewportBounds().getHeight();
    if (all > 0) {
      double top =
          part.localToScene(part.getBoundsInLocal()).getMinY() - content.localToScene(0, 0).getY();
      scroll.setVvalue(Math.clamp((top - 40) / all, 0, 1));
    }
  }
}
