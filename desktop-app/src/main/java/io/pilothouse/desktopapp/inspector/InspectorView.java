package io.pilothouse.desktopapp.inspector;

import io.pilothouse.desktopapp.actions.ActionWords;
import io.pilothouse.desktopapp.actions.Possibility;
import io.pilothouse.desktopapp.chart.TimeChart;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.live.SeriesFeed;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.estate.ClusterEvent;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Fact;
import io.pilothouse.sharedmodel.stream.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The inspector at the right of the window. */
public final class InspectorView {
  private final InspectorViewModel model;
  private final LiveSession live;
  private final Look look;
  private final Consumer<Intent> act;
  private final VBox content = new VBox();
  private final ScrollPane node = new ScrollPane(content);
  private final TimeChart chart;
  private final Subscription subscriptions;

  /**
   * @param act plans an action and asks the operator
   */
  public InspectorView(
      InspectorViewModel model, LiveSession live, Look look, Consumer<Intent> act) {
    this.model = model;
    this.live = live;
    this.look = look;
    this.act = act;
    this.chart = new TimeChart(look);
    chart.setPrefHeight(110);
    content.getStyleClass().add("inspector");
    node.setFitToWidth(true);
    node.getStyleClass().addAll("page-scroll", "inspector-scroll");
    node.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    node.setId("inspector");
    node.setPrefWidth(320);
    node.setMinWidth(320);
    node.visibleProperty().bind(model.inspection().map(Optional::isPresent));
    node.managedProperty().bind(node.visibleProperty());
    subscriptions =
        Subscription.combine(
            model.inspection().subscribe(this::show),
            live.now()
                .subscribe(now -> {
                  model.refresh();
                  show(model.inspection().get());
                }));
  }

  public Node node() {
    return node;
  }

  /** Ends what it listens to. */
  public void dispose() {
    subscriptions.unsubscribe();
  }

  private void show(Optional<Inspection> selected) {
    content.getChildren().clear();
    selected.ifPresent(this::show);
  }

  private void show(Inspection inspection) {
    Instant now = live.now().get();
    content.getChildren().add(head(inspection));
    inspection
        .status()
        .ifPresent(s -> {
          for (Sentence reason : s.reasons()) {
            content
                .getChildren()
                .add(Labels.wrapped(look.say(reason), "reason", "reason-" + style(s.health())));
          }
        });
    actions(inspection);
    inspection.status().filter(s -> !s.facts().isEmpty()).ifPresent(s -> facts(s, now));
    inspection.metric().ifPresent(m -> chart(m, now));
    alerts(inspection, now);
    events(inspection.events(), now);
    inspection.status().ifPresent(this::bound);
    inspection
        .source()
        .ifPresent(s -> {
          heading("inspector.document");
          content.getChildren().add(Labels.wrapped(s, "small", "muted"));
        });
  }

  private Node head(Inspection inspection) {
    Health health = inspection.status().map(ComponentStatus::health).orElse(Health.UNKNOWN);
    String shown =
        look.texts()
            .known("region." + inspection.name())
            .orElseGet(() -> look.say(BlueprintMap.said(inspection.kind(), inspection.name())));
    Label name = Labels.wrapped(shown, "inspector-name");
    name.setId("inspector-name");
    Label kind = Labels.of(look.texts().term("kind", inspection.kind()), "small", "muted");
    var state = new HBox(7);
    state.setAlignment(Pos.CENTER_LEFT);
    inspection
        .status()
        .ifPresent(s ->
            state
                .getChildren()
                .addAll(
                    new StatusGlyph(health),
                    Labels.of(look.text("health." + health), "strong", "text-" + style(health))));
    state.getChildren().add(kind);
    var head = new VBox(4, name, state);
    inspection
        .detail()
        .ifPresent(d -> head.getChildren().add(Labels.wrapped(look.say(d), "small", "muted")));
    return head;
  }

  private void actions(Inspection inspection) {
    if (inspection.possibilities().isEmpty()) {
      return;
    }
    var row = new FlowPane(8, 6);
    for (Possibility possibility : inspection.possibilities()) {
      var button = new Button(ActionWords.title(possibility.intent(), look));
      String mode =
          possibility.intent() instanceof Intent.Failover f
              ? "-" + f.mode().name().toLowerCase(Locale.ROOT)
              : "";
      button.setId("act-" + possibility.intent().action() + mode);
      button.setOnAction(event -> act.accept(possibility.intent()));
      row.getChildren().add(button);
    }
    content.getChildren().add(row);
  }

  private void facts(ComponentStatus status, Instant now) {
    heading("inspector.facts");
    var table = new VBox();
    status.facts().forEach((name, fact) -> table.getChildren().add(fact(name, fact, now)));
    content.getChildren().add(table);
  }

  private Node fact(String name, Fact fact, Instant now) {
    Label caption = Labels.of(look.texts().term("fact", name), "muted");
    caption.setMinWidth(118);
    caption.setMaxWidth(118);
    Label value = Labels.wrapped(written(name, fact), "fact-value");
    HBox.setHgrow(value, Priority.ALWAYS);
    value.setMaxWidth(Double.MAX_VALUE);
    Label age =
        Labels.of(
            look.formats().duration(Duration.between(fact.observedAt(), now)), "small", "faint");
    age.setMinWidth(Region.USE_PREF_SIZE);
    var row = new HBox(8, caption, value, age);
    row.getStyleClass().add("fact");
    if (fact.stale()) {
      value.getStyleClass().add("stale");
      row.getStyleClass().add("fact-stale");
    }
    return Labels.explained(
        row,
        look.text("provenance", fact.source(), look.formats().age(fact.observedAt(), now))
            + (fact.stale() ? "\n" + look.text("stale") : ""));
  }

  private String written(String name, Fact fact) {
    if (fact.value() instanceof Number number) {
      return name.startsWith("hitRatio")
          ? look.formats().percent(number.doubleValue() * 100)
          : look.formats().quantity(number.doubleValue(), fact.unit());
    }
    return switch (fact.value()) {
      case Boolean truth -> look.text(truth ? "yes" : "no");
      case Sentence sentence -> look.say(sentence);
      default -> look.texts().stated(name, fact.value().toString());
    };
  }

  private void chart(Inspection.Metric metric, Instant now) {
    SeriesFeed.State state = model.feed(metric).state().get();
    content
        .getChildren()
        .add(Labels.of(look.texts().term("metric", metric.name()), "plan-heading"));
    chart.show(
        new TimeChart.Plot(
            state.points(),
            Optional.empty(),
            metric.unit(),
            false,
            now,
            state.problem().map(look::say)));
    content.getChildren().add(chart);
  }

  private void alerts(Inspection inspection, Instant now) {
    if (!inspection.alerts().isEmpty()) {
      heading("inspector.alerts");
      inspection
          .alerts()
          .forEach(a ->
              content
                  .getChildren()
                  .add(
                      Labels.wrapped(
                          look.text("alert." + a.state())
                              + " · "
                              + look.say(a.sentence())
                              + " · "
                              + look.formats().age(a.since(), now),
                          "small")));
    }
  }

  private void events(List<ClusterEvent> events, Instant now) {
    if (!events.isEmpty()) {
      heading("inspector.events");
      for (ClusterEvent event : events) {
        content
            .getChildren()
            .add(
                Labels.wrapped(
                    look.formats().age(event.lastSeen(), now)
                        + " · "
                        + event.reason()
                        + ": "
                        + event.message(),
                    "small",
                    event.warning() ? "text-degraded" : "muted"));
      }
    }
  }

  private void bound(ComponentStatus status) {
    heading("inspector.bound");
    if (status.bound().isEmpty()) {
      content.getChildren().add(Labels.wrapped(look.text("inspector.unbound"), "small", "muted"));
    }
    for (ResourceId id : status.bound()) {
      Label label = Labels.of(shortened(id.value()), "small", "muted");
      content.getChildren().add(Labels.explained(label, id.value()));
    }
  }

  /** The telling end of an id: the provider's path without subscription and group. */
  private static String shortened(String id) {
    int provider = id.indexOf("/providers/");
    return provider >= 0 ? id.substring(provider + "/providers/".length()) : id;
  }

  private void heading(String key) {
    content.getChildren().add(Labels.of(look.text(key), "plan-heading"));
  }

  private static String style(Health health) {
    return health.name().toLowerCase(Locale.ROOT);
  }
}
