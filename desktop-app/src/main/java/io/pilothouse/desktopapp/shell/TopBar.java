package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.reading.Reading;
import io.pilothouse.desktopapp.theme.Appearance;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The state of the whole, what is promised, how fresh all is, and how it is shown. */
final class TopBar {
  private final LiveSession live;
  private final Look look;
  private final HBox node = new HBox();
  private final HBox whole = new HBox(10);
  private final HBox promises = new HBox(18);
  private final Label freshness = Labels.of("", "small");
  private final StatusGlyph freshMark = new StatusGlyph(Health.NORMAL);
  private final HBox fresh = new HBox(6, freshMark, freshness);
  private final TextField filter = new TextField();
  private final Subscription subscription;

  TopBar(
      LiveSession live,
      Navigation navigation,
      Preferences preferences,
      Look look,
      Runnable palette) {
    this.live = live;
    this.look = look;
    node.getStyleClass().add("top-bar");
    node.setAlignment(Pos.CENTER_LEFT);
    whole.setAlignment(Pos.CENTER_LEFT);
    whole.setId("whole");
    promises.setAlignment(Pos.CENTER_LEFT);
    fresh.setAlignment(Pos.CENTER_LEFT);
    fresh.setMinWidth(Region.USE_PREF_SIZE);
    fresh.setId("freshness");
    filter.setPromptText(look.text("filter.prompt"));
    filter.setId("filter");
    filter.setPrefWidth(130);
    filter.setMinWidth(90);
    filter.textProperty().bindBidirectional(navigation.filter());
    whole.setMinWidth(Region.USE_PREF_SIZE);
    node.getChildren()
        .addAll(
            whole,
            separator(),
            promises,
            Labels.space(),
            fresh,
            filter,
            button("palette", Feather.SEARCH, "top.palette", palette),
            language(preferences),
            button(
                "toggle-appearance",
                preferences.appearance().get() == Appearance.DARK ? Feather.SUN : Feather.MOON,
                "top.appearance",
                () -> preferences.appearance().set(preferences.appearance().get().other())),
            button(
                "toggle-density",
                Feather.ALIGN_JUSTIFY,
                "top.density",
                () -> preferences.density().set(preferences.density().get().other())));
    subscription =
        Subscription.combine(live.state().subscribe(this::show), live.now().subscribe(this::age));
  }

  Node node() {
    return node;
  }

  /** Puts the keys into the filter. */
  void filter() {
    filter.requestFocus();
    filter.selectAll();
  }

  void dispose() {
    subscription.unsubscribe();
  }

  private void show(SystemState state) {
    Summary summary = Summary.of(state);
    whole.getChildren().clear();
    var glyph = new StatusGlyph(summary.health());
    Label word =
        Labels.of(
            look.text("health." + summary.health()),
            "whole",
            "text-" + summary.health().name().toLowerCase(Locale.ROOT));
    whole.getChildren().addAll(glyph, word);
    summary
        .counts()
        .forEach((health, count) -> {
          var entry =
              new HBox(
                  4, new StatusGlyph(health), Labels.of(Long.toString(count), "small", "muted"));
          entry.setAlignment(Pos.CENTER_LEFT);
          whole
              .getChildren()
              .add(Labels.explained(entry, look.text("health." + health) + " " + count));
        });
    if (summary.unobserved() > 0) {
      whole
          .getChildren()
          .add(
              Labels.explained(
                  Labels.of(look.text("top.unobserved", summary.unobserved()), "small", "faint"),
                  look.text("top.unobserved.explained")));
    }
    promises.getChildren().clear();
    live.session()
        .blueprint()
        .ifPresent(blueprint ->
            Objectives.of(blueprint, state).forEach(o -> promises.getChildren().add(promise(o))));
    age(live.now().get());
  }

  private Node promise(Objectives.Objective objective) {
    String target = look.formats().quantity(objective.target(), objective.unit());
    Label value =
        Labels.of(
            objective
                .measured()
                .map(m -> look.formats().quantity(m.value(), objective.unit()))
                .orElse("—"),
            "promise-value");
    if (objective.measured().isEmpty()) {
      value.getStyleClass().add("faint");
    } else if (objective.measured().map(Reading::stale).orElse(false)) {
      value.getStyleClass().add("stale");
    } else if (objective.missed()) {
      value.getStyleClass().add("wanting");
    }
    Label against = Labels.of((objective.floor() ? "≥ " : "≤ ") + target, "small", "faint");
    var line = new HBox(5, value, against);
    line.setAlignment(Pos.BASELINE_LEFT);
    var box =
        new VBox(Labels.of(look.text("promise." + objective.term()), "promise-caption"), line);
    box.setAlignment(Pos.CENTER_LEFT);
    box.setMinWidth(Region.USE_PREF_SIZE);
    return Labels.explained(
        box,
        objective
            .measured()
            .map(m ->
                look.text("provenance", m.source(), look.formats().age(m.at(), live.now().get())))
            .orElseGet(() -> look.text("promise.unmeasured")));
  }

  private void age(Instant now) {
    Summary summary = Summary.of(live.state().get());
    long heard =
        summary.sources().stream().filter(s -> s.status() == SourceState.Status.HEARD).count();
    long expected =
        summary.sources().stream()
            .filter(s -> s.status() != SourceState.Status.NOT_CONNECTED)
            .count();
    freshness.getStyleClass().removeAll("stale", "muted");
    if (summary.silent().isPresent()) {
      SourceState silent = summary.silent().get();
      freshMark.show(Health.UNKNOWN);
      freshness.getStyleClass().add("stale");
      freshness.setText(
          look.text(
              "fresh.lost",
              silent.source(),
              silent.lastHeard().map(h -> look.formats().age(h, now)).orElse("")));
    } else {
      freshMark.show(heard == expected && expected > 0 ? Health.NORMAL : Health.STARTING);
      freshness.getStyleClass().add("muted");
      freshness.setText(
          look.text(
              "fresh.heard",
              heard,
              expected,
              summary.oldest().map(o -> look.formats().age(o, now)).orElse("—")));
    }
    Labels.explained(
        fresh,
        summary.sources().stream()
            .map(s ->
                s.source()
                    + " · "
                    + look.text("source." + s.status())
                    + s.lastHeard().map(h -> " · " + look.formats().age(h, now)).orElse("")
                    + s.reason().map(r -> "\n    " + look.say(r)).orElse(""))
            .collect(Collectors.joining("\n")));
  }

  private Button language(Preferences preferences) {
    var button = new Button(preferences.language().get().other().ownName());
    button.setId("toggle-language");
    button.getStyleClass().addAll("flat", "tool");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setFocusTraversable(false);
    button.setOnAction(event -> preferences.language().set(preferences.language().get().other()));
    return Labels.explained(button, look.text("top.language"));
  }

  private Button button(String id, Feather icon, String key, Runnable action) {
    var button = new Button("", FontIcon.of(icon, 15));
    button.setId(id);
    button.getStyleClass().addAll("flat", "tool");
    button.setFocusTraversable(false);
    button.setAccessibleText(look.text(key));
    button.setOnAction(event -> action.run());
    return Labels.explained(button, look.text(key));
  }

  private static Region separator() {
    var line = new Region();
    line.getStyleClass().add("separator-line");
    return line;
  }
}
