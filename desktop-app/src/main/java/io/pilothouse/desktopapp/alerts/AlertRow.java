package io.pilothouse.desktopapp.alerts;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One alert: its mark, what is so, about what, since when, who is told. */
final class AlertRow implements KeyedRows.Row<AlertsViewModel.Entry> {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

  private final LiveSession live;
  private final Look look;
  private final HBox node = new HBox(12);
  private final StatusGlyph glyph = new StatusGlyph(Health.UNKNOWN);
  private final Label state = Labels.of("", "alert-state");
  private final Label name = Labels.of("", "strong");
  private final Label sentence = Labels.wrapped("", "sentence");
  private final Label since = Labels.of("", "muted");
  private final Label channels = Labels.of("", "small", "faint");
  private final Hyperlink subject = new Hyperlink();
  private final String component;

  AlertRow(AlertsViewModel.Entry entry, LiveSession live, Navigation navigation, Look look) {
    this.live = live;
    this.look = look;
    this.component = entry.alert().subject();
    state.setMinWidth(92);
    subject.setOnAction(event -> navigation.open(ViewId.TOPOLOGY, component));
    var words = new VBox(3, new HBox(10, name, subject), sentence);
    HBox.setHgrow(words, Priority.ALWAYS);
    var right = new VBox(3, since, channels);
    right.setAlignment(Pos.TOP_RIGHT);
    right.setMinWidth(150);
    HBox.setMargin(glyph, new Insets(3, 0, 0, 0));
    node.getChildren().addAll(glyph, state, words, right);
    node.getStyleClass().add("list-row");
    node.setId("alert-" + entry.alert().id().replaceAll("[^A-Za-z0-9-]", "-"));
    node.setOnMouseClicked(click -> navigation.select(component));
  }

  @Override
  public Node node() {
    return node;
  }

  String component() {
    return component;
  }

  void select(boolean selected) {
    node.pseudoClassStateChanged(SELECTED, selected);
  }

  @Override
  public void show(AlertsViewModel.Entry entry) {
    Alert alert = entry.alert();
    Health health = health(alert);
    glyph.show(health);
    state.setText(look.text("alert." + alert.state()));
    state
        .getStyleClass()
        .setAll("label", "alert-state", "text-" + health.name().toLowerCase(Locale.ROOT));
    name.setText(look.say(alert.name()));
    subject.setText(entry.subjectName());
    sentence.setText(look.say(alert.sentence()));
    since.setText(look.formats().age(alert.since(), live.now().get()));
    Labels.explained(since, look.formats().moment(alert.since()));
    channels.setText(String.join(" · ", alert.channels()));
    node.pseudoClassStateChanged(OVER, alert.state() == Alert.State.RESOLVED);
  }

  private static Health health(Alert alert) {
    return switch (alert.state()) {
      case FIRING ->
          alert.severity() == AlertRule.Severity.CRITICAL ? Health.CRITICAL : Health.DEGRADED;
      case PENDING -> Health.CAUTION;
      case UNKNOWN -> Health.UNKNOWN;
      case RESOLVED -> Health.NORMAL;
    };
  }
}
