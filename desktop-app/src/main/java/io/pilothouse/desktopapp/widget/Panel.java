package io.pilothouse.desktopapp.widget;

import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * A component in a page: a card with its mark and name, selected by a click or the keys. Looks
 * unlike itself while what it shows is stale.
 */
public final class Panel extends VBox {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

  private final StatusGlyph glyph = new StatusGlyph(Health.UNKNOWN);
  private final Label name = Labels.of("", "panel-name");
  private final Label detail = Labels.of("", "panel-detail");
  private final HBox end = new HBox();
  private boolean stale;

  public Panel(String component, Navigation navigation) {
    setId("panel-" + component);
    getStyleClass().add("panel");
    end.setAlignment(Pos.CENTER_RIGHT);
    end.getStyleClass().add("panel-end");
    var head = new HBox(glyph, name, detail, Labels.space(), end);
    head.getStyleClass().add("panel-head");
    head.setAlignment(Pos.CENTER_LEFT);
    getChildren().add(head);
    setOnMouseClicked(click -> navigation.select(component));
    setFocusTraversable(true);
    focusedProperty()
        .subscribe(focused -> {
          if (focused) {
            navigation.select(component);
          }
        });
  }

  /** Shows the head. */
  public void head(Health health, String title, String words, boolean stale) {
    glyph.show(health);
    name.setText(title);
    detail.setText(words);
    setAccessibleText(title);
    this.stale = stale;
    pseudoClassStateChanged(STALE, stale);
  }

  /** Whether what it shows may no longer be so. */
  public boolean stale() {
    return stale;
  }

  /** What stands at the right end of the head. */
  public void end(Node... nodes) {
    end.getChildren().setAll(nodes);
  }

  /** Marks it when it is what is selected. */
  public void select(boolean selected) {
    pseudoClassStateChanged(SELECTED, selected);
  }

  /** Whether the selection is this component. */
  public static boolean is(Optional<String> selection, String component) {
    return selection.filter(component::equals).isPresent();
  }
}
