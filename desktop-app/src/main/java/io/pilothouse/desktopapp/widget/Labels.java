package io.pilothouse.desktopapp.widget;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Labels and spaces in the styles of the theme. */
public final class Labels {
  private Labels() {}

  /** A label of a style. */
  public static Label of(String text, String... styles) {
    var label = new Label(text);
    label.getStyleClass().addAll(styles);
    return label;
  }

  /** A label that breaks its lines. */
  public static Label wrapped(String text, String... styles) {
    Label label = of(text, styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /** Says something when the pointer rests on a node, and to a screen reader. */
  public static <N extends Node> N explained(N node, String text) {
    if (node.getProperties().get(Labels.class) instanceof Tooltip known) {
      known.setText(text);
    } else {
      var tooltip = new Tooltip(text);
      tooltip.setWrapText(true);
      tooltip.setMaxWidth(420);
      node.getProperties().put(Labels.class, tooltip);
      Tooltip.install(node, tooltip);
    }
    node.setAccessibleHelp(text);
    return node;
  }

  /** What takes the room that is left. */
  public static Region space() {
    var region = new Region();
    HBox.setHgrow(region, Priority.ALWAYS);
    return region;
  }

  /** What is shown where there is nothing yet: why, and what would fill it. */
  public static Label empty(String text) {
    Label label = wrapped(text, "empty");
    label.setMaxWidth(520);
    return label;
  }
}
