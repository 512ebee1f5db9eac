package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.text.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;

/** An open system: everything that the window shows of one session. */
public final class Workspace {
  private final BorderPane node = new BorderPane();

  /**
   * Builds the workspace.
   *
   * @param operator who approves actions
   * @param switchTo opens another system by its key
   */
  public Workspace(
      LiveSession live,
      Texts texts,
      Preferences preferences,
      String operator,
      List<SystemChoice> systems,
      String system,
      Consumer<String> switchTo) {
    node.setCenter(new Label(live.state().get().map().title()));
  }

  /** What the window shows. */
  public Parent node() {
    return node;
  }

  void wall(boolean on) {}

  void focus() {
    node.requestFocus();
  }

  /** Ends what runs for it. */
  public void dispose() {}
}
