package io.pilothouse.desktopapp.design;

import io.pilothouse.blueprints.review.Finding;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Page;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** What is wrong with the document itself, before anything runs. */
final class ReviewSection {
  private final ReviewViewModel model;
  private final Navigation navigation;
  private final Look look;
  private final VBox list = new VBox();
  private final Label summary = Labels.of("", "muted");
  private final KeyedRows<Finding> rows;
  private final Subscription subscriptions;

  ReviewSection(
      Page page, ReviewViewModel model, Navigation navigation, Look look, Consumer<URI> browse) {
    this.model = model;
    this.navigation = navigation;
    this.look = look;
    list.getStyleClass().add("list");
    list.setId("design-review");
    this.rows =
        new KeyedRows<>(
            list,
            ReviewViewModel::key,
            f -> new FindingRow(f, model.opens(f), navigation, look, browse));
    page.heading(look.text("design.review"), summary, severities());
    page.add(list);
    subscriptions =
        Subscription.combine(
            model.review().subscribe(review -> show()),
            model.severity().subscribe(severity -> show()),
            navigation.filter().subscribe(text -> show()));
  }

  /** The components that it speaks of and that can be opened. */
  Stream<String> components() {
    return shown().stream().filter(model::opens).map(Finding::component);
  }

  void dispose() {
    subscriptions.unsubscribe();
  }

  private List<Finding> shown() {
    return model.shown(navigation, look::say);
  }

  private void show() {
    List<Finding> findings = shown();
    rows.show(findings);
    summary.setText(
        model.review().get() instanceof ReviewViewModel.Done done ? look.say(done.summary()) : "");
    if (findings.isEmpty()) {
      list.getChildren().setAll(Labels.empty(nothing()));
    }
  }

  private String nothing() {
    return switch (model.review().get()) {
      case ReviewViewModel.NoDocument _ -> look.text("design.review.none");
      case ReviewViewModel.Underway _ -> look.text("design.review.underway");
      case ReviewViewModel.Failed _ -> look.text("design.review.failed");
      case ReviewViewModel.Done done ->
          done.findings().isEmpty()
              ? look.say(done.summary())
              : look.text("design.review.filtered");
    };
  }

  private Node severities() {
    var group = new ToggleGroup();
    var box = new HBox(4, severity(Optional.empty(), look.text("design.all"), group));
    for (Severity each : Severity.values()) {
      box.getChildren().add(severity(Optional.of(each), look.text("severity." + each), group));
    }
    return box;
  }

  private ToggleButton severity(Optional<Severity> severity, String words, ToggleGroup group) {
    var button = new ToggleButton(words);
    button.setId("design-severity-" + severity.map(Enum::name).orElse("ALL"));
    button.setToggleGroup(group);
    button.setSelected(model.severity().get().equals(severity));
    button.setOnAction(event -> {
      button.setSelected(true);
      model.severity().set(severity);
    });
    return button;
  }
}
