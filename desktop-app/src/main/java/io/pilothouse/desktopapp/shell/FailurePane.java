package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Says that a system could not be opened, why, and offers to try again. */
final class FailurePane {
  private final VBox node;

  FailurePane(Texts texts, String system, String sentence, Runnable again) {
    var title = new Label(texts.get("failure.title", system));
    title.getStyleClass().add("starting-title");
    var what = new Label(sentence);
    what.setWrapText(true);
    what.setMaxWidth(560);
    what.setId("failure-sentence");
    var retry = new Button(texts.get("failure.retry"));
    retry.setDefaultButton(true);
    retry.setOnAction(event -> again.run());
    node = new VBox(title, what, retry);
    node.setAlignment(Pos.CENTER);
    node.getStyleClass().add("starting");
  }

  Parent node() {
    return node;
  }
}
