package io.pilothouse.desktopapp.runbook;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * A runbook over everything else, with commands that can be copied. Lives on the toolkit's thread.
 */
public final class RunbookPane {
  private static final double WIDTH = 820;

  /** Height of what surrounds the scrolled part. */
  private static final double FRAME = 170;

  private static final Pattern OTHER_PAGE = Pattern.compile("([a-z-]+)\\.md(?:#.*)?");

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
    VBox content = new Markdown(look.texts(), this::way).content(runbook.body());
    content.getStyleClass().add("plan");
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

  /** To another runbook; what lies outside of them is named only. */
  private Optional<Runnable> way(String address) {
    Matcher other = OTHER_PAGE.matcher(address);
    return other.matches()
        ? find(other.group(1)).map(runbook -> () -> show(runbook))
        : Optional.empty();
  }
}
