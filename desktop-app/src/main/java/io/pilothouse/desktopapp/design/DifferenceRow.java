package io.pilothouse.desktopapp.design;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.sentence.Sentences;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One difference: what kind, of what, both values, the line, what says so, since when. */
final class DifferenceRow implements KeyedRows.Row<DesignViewModel.Entry> {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

  private final LiveSession live;
  private final Look look;
  private final String component;
  private final HBox node = new HBox(12);
  private final Label kind = Labels.of("", "chip", "small");
  private final Hyperlink subject = new Hyperlink();
  private final Label sentence = Labels.wrapped("", "sentence");
  private final Label declared = Labels.wrapped("", "small");
  private final Label actual = Labels.wrapped("", "small");
  private final Label evidence = Labels.wrapped("", "small", "faint");
  private final Label where = Labels.of("", "small", "muted");
  private final Label since = Labels.of("", "muted");

  DifferenceRow(DesignViewModel.Entry entry, LiveSession live, Navigation navigation, Look look) {
    this.live = live;
    this.look = look;
    this.component = entry.difference().component();
    kind.setMinWidth(104);
    subject.setOnAction(event -> navigation.open(ViewId.TOPOLOGY, component));
    var values = new VBox(1, declared, actual);
    values.setMinWidth(220);
    values.setPrefWidth(220);
    values.setMaxWidth(220);
    var words = new VBox(3, subject, sentence, evidence);
    HBox.setHgrow(words, Priority.ALWAYS);
    var right = new VBox(3, where, since);
    right.setAlignment(Pos.TOP_RIGHT);
    right.setMinWidth(210);
    right.setPrefWidth(210);
    node.getChildren().addAll(kind, words, values, right);
    node.getStyleClass().add("list-row");
    node.setId("difference-" + entry.difference().id().replaceAll("[^A-Za-z0-9-]", "-"));
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
  public void show(DesignViewModel.Entry entry) {
    Difference difference = entry.difference();
    kind.setText(look.text("difference." + difference.kind()));
    subject.setText(entry.componentName());
    sentence.setText(
        Sentences.in(look.texts().language().get().locale()).say(difference.sentence()));
    declared.setText(look.text("design.declared", value(difference.declared().orElse(""))));
    actual.setText(look.text("design.live", value(difference.live().orElse(""))));
    evidence.setText(String.join(" · ", difference.evidence()));
    where.setText(file(entry.where().orElse("")));
    Labels.explained(where, entry.where().orElse(look.text("design.nowhere")));
    since.setText(look.formats().age(difference.since(), live.now().get()));
    Labels.explained(since, look.formats().moment(difference.since()));
  }

  /** The end of a long path tells more than its beginning. */
  private static String file(String where) {
    return where.length() > 34 ? "…" + where.substring(where.length() - 33) : where;
  }

  private String value(String value) {
    return value.isEmpty() ? look.text("design.nothing") : value;
  }
}
