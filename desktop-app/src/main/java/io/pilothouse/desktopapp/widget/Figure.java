package io.pilothouse.desktopapp.widget;

import io.pilothouse.desktopapp.reading.Reading;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A number with its caption; its source and age show when the pointer rests on it. */
public final class Figure extends VBox {
  private final Look look;
  private final Label value = Labels.of("", "figure-value");
  private final Label note = Labels.of("", "figure-note");

  public Figure(Look look, String caption) {
    this.look = look;
    getStyleClass().add("figure");
    getChildren().addAll(Labels.of(caption, "figure-caption"), value, note);
    value.setMinWidth(USE_PREF_SIZE);
    setMinWidth(USE_PREF_SIZE);
  }

  /**
   * Shows a value. @param text how it is written; @param note what it is held against; @param
   * wanting whether it misses that
   */
  public void show(Reading<?> reading, String text, String note, boolean wanting, Instant now) {
    value.setText(text);
    this.note.setText(note);
    value.getStyleClass().removeAll("wanting", "stale", "absent");
    if (reading.stale()) {
      value.getStyleClass().add("stale");
    } else if (wanting) {
      value.getStyleClass().add("wanting");
    }
    Labels.explained(
        this,
        look.text("provenance", reading.source(), look.formats().age(reading.at(), now))
            + (reading.stale() ? "\n" + look.text("stale") : ""));
  }

  /** Shows that there is no value, and why. */
  public void absent(String why) {
    value.setText("—");
    note.setText("");
    value.getStyleClass().removeAll("wanting", "stale", "absent");
    value.getStyleClass().add("absent");
    Labels.explained(this, why);
  }

  /** Shows a value where there is one. */
  public void show(
      Optional<? extends Reading<?>> reading,
      Function<Object, String> text,
      String note,
      Instant now) {
    if (reading.isPresent()) {
      show(reading.get(), text.apply(reading.get().value()), note, false, now);
    } else {
      absent(look.text("absent"));
    }
  }
}
