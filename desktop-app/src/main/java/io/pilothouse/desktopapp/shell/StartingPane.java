package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.text.Texts;
import io.pilothouse.sharedmodel.sentence.Sentence;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;

/** What the window shows until the system is there: what is being done, line by line. */
final class StartingPane {
  private static final int LINES = 8;
  private final VBox lines = new VBox();
  private final VBox node;
  private final Texts texts;

  StartingPane(Texts texts, String system) {
    this.texts = texts;
    var title = new Label(system);
    title.getStyleClass().add("starting-title");
    var sentence = new Label(texts.get("starting.sentence"));
    sentence.getStyleClass().add("muted");
    var bar = new ProgressBar();
    bar.setPrefWidth(360);
    bar.getStyleClass().add("thin");
    lines.getStyleClass().add("starting-lines");
    lines.setAlignment(Pos.TOP_LEFT);
    lines.setMaxWidth(360);
    lines.setMinHeight(LINES * 20);
    node = new VBox(title, sentence, bar, lines);
    node.setAlignment(Pos.CENTER);
    node.getStyleClass().add("starting");
    node.setId("starting");
  }

  Parent node() {
    return node;
  }

  void progress(Sentence said) {
    var label = new Label(texts.say(said));
    label.setWrapText(true);
    lines.getChildren().forEach(older -> older.getStyleClass().setAll("label", "faint"));
    label.getStyleClass().add("muted");
    lines.getChildren().add(label);
    if (lines.getChildren().size() > LINES) {
      lines.getChildren().removeFirst();
    }
  }
}
