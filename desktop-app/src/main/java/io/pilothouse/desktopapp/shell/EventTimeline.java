package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.actions.ActionsViewModel;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;

/** The last hour below every view: actions, alerts and events as marks, each on its own line. */
final class EventTimeline {
  private static final Duration SPAN = Duration.ofMinutes(60);
  private static final double LEFT = 92;
  private static final double RIGHT = 20;
  private static final double TOP = 8;
  private static final double LANE = 16;

  private final LiveSession live;
  private final ActionsViewModel actions;
  private final Navigation navigation;
  private final Look look;
  private final Pane node = new Pane();
  private final Subscription subscription;

  EventTimeline(LiveSession live, ActionsViewModel actions, Navigation navigation, Look look) {
    this.live = live;
    this.actions = actions;
    this.navigation = navigation;
    this.look = look;
    node.getStyleClass().add("timeline");
    node.setMinHeight(78);
    node.setPrefHeight(78);
    node.setId("timeline");
    subscription =
        Subscription.combine(
            live.state().subscribe(state -> draw()),
            live.now().subscribe(now -> draw()),
            actions.runs().subscribe(runs -> draw()),
            node.widthProperty().subscribe(width -> draw()));
  }

  Node node() {
    return node;
  }

  void dispose() {
    subscription.unsubscribe();
  }

  private void draw() {
    double width = node.getWidth() - LEFT - RIGHT;
    node.getChildren().clear();
    if (width < 100) {
      return;
    }
    Instant now = live.now().get();
    Instant from = now.minus(SPAN);
    for (Marks.Kind kind : Marks.Kind.values()) {
      double y = lane(kind);
      Label name = Labels.of(look.text("timeline." + kind), "small", "faint");
      name.relocate(14, y - 9);
      var line = new Line(LEFT, y, LEFT + width, y);
      line.getStyleClass().add("timeline-lane");
      node.getChildren().addAll(line, name);
    }
    for (int minutes = 0; minutes <= 60; minutes += 10) {
      double x = LEFT + width * (1 - minutes / 60.0);
      Instant at = now.minus(Duration.ofMinutes(minutes));
      Label tick = Labels.of(look.formats().minute(at), "tick");
      tick.relocate(x - 15, TOP + 3 * LANE + 4);
      node.getChildren().add(tick);
    }
    for (Marks.Mark mark : Marks.of(live.state().get(), actions.runs().get(), from)) {
      node.getChildren().add(mark(mark, from, now, width));
    }
  }

  private Node mark(Marks.Mark mark, Instant from, Instant now, double width) {
    double x = LEFT + width * share(from, mark.at());
    double y = lane(mark.kind());
    Node drawn;
    if (mark.kind() == Marks.Kind.ACTION) {
      Instant end = mark.until().orElse(now);
      var bar = new Rectangle(x, y - 5, Math.max(6, width * share(from, end) + LEFT - x), 10);
      bar.setArcWidth(4);
      bar.setArcHeight(4);
      bar.getStyleClass().addAll("timeline-bar", StatusGlyph.style(mark.health()));
      drawn = bar;
    } else {
      var glyph = new StatusGlyph(mark.health());
      glyph.setScaleX(0.75);
      glyph.setScaleY(0.75);
      glyph.relocate(x - 6, y - 6);
      drawn = glyph;
    }
    mark.component()
        .ifPresent(c -> {
          drawn.getStyleClass().add("clickable");
          drawn.setOnMouseClicked(click -> navigation.select(c));
        });
    return Labels.explained(
        drawn, look.formats().clock(mark.at()) + " · " + look.say(mark.sentence()));
  }

  private static double lane(Marks.Kind kind) {
    return TOP + 6 + kind.ordinal() * LANE;
  }

  private static double share(Instant from, Instant at) {
    return Math.clamp((double) Duration.between(from, at).toMillis() / SPAN.toMillis(), 0, 1);
  }
}
