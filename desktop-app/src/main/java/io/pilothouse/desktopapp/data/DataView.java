package io.pilothouse.desktopapp.data;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Page;
import io.pilothouse.desktopapp.widget.Panel;
import io.pilothouse.desktopapp.widget.View;
import io.pilothouse.sharedmodel.action.Intent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The data view: primaries with their readiness, then standbys and replicas with their lag. */
public final class DataView implements View {
  private final DataViewModel model;
  private final LiveSession live;
  private final Navigation navigation;
  private final Look look;
  private final Consumer<Intent> act;
  private final Page page = new Page("view-data");
  private final VBox primaries = new VBox(10);
  private final VBox readiness = new VBox(10);
  private final FlowPane followers = new FlowPane(10, 10);
  private final KeyedRows<Server> primaryRows;
  private final KeyedRows<Server> followerRows;
  private final Map<String, ReadinessPanel> readinessPanels = new HashMap<>();
  private final Subscription subscriptions;

  /**
   * @param act plans an action and asks the operator
   */
  public DataView(
      DataViewModel model,
      LiveSession live,
      Navigation navigation,
      Look look,
      Consumer<Intent> act) {
    this.model = model;
    this.live = live;
    this.navigation = navigation;
    this.look = look;
    this.act = act;
    this.primaryRows = rows(primaries);
    this.followerRows = rows(followers);
    page.heading(look.text("data.servers"));
    page.add(primaries);
    page.add(readiness);
    page.heading(look.text("data.followers"));
    page.add(followers);
    subscriptions =
        Subscription.combine(
            model.servers().subscribe(all -> show()),
            model.readiness().subscribe(all -> show()),
            navigation.filter().subscribe(text -> show()),
            navigation.selection().subscribe(this::select),
            live.now()
                .subscribe(now -> {
                  model.refresh();
                  show();
                }));
  }

  private KeyedRows<Server> rows(Pane pane) {
    return new KeyedRows<>(
        pane, s -> s.component().id(), s -> new ServerPanel(s, model, live, navigation, look));
  }

  @Override
  public Node node() {
    return page.node();
  }

  @Override
  public List<String> order() {
    return model.servers().get().stream().map(s -> s.component().id()).toList();
  }

  @Override
  public void enter(String component) {
    navigation.open(ViewId.TOPOLOGY, component);
  }

  @Override
  public void dispose() {
    subscriptions.unsubscribe();
  }

  private void show() {
    List<Server> shown =
        model.servers().get().stream()
            .filter(s -> navigation.passes(s.component().name(), s.component().id()))
            .toList();
    primaryRows.show(shown.stream().filter(s -> s.role() == Server.Role.PRIMARY).toList());
    followerRows.show(shown.stream().filter(s -> s.role() != Server.Role.PRIMARY).toList());
    if (model.servers().get().isEmpty()) {
      primaries.getChildren().setAll(Labels.empty(look.text("data.empty")));
    }
    for (Server server : shown) {
      if (server.role() == Server.Role.PRIMARY) {
        readiness(server);
      }
    }
    followers.getChildren().forEach(this::third);
    select(navigation.selection().get());
  }

  /** Followers stand side by side, as many as there are, at most three. */
  private void third(Node follower) {
    if (follower instanceof Region panel && !panel.prefWidthProperty().isBound()) {
      panel
          .prefWidthProperty()
          .bind(
              followers
                  .widthProperty()
                  .map(width -> {
                    int columns = Math.clamp(followers.getChildren().size(), 1, 3);
                    return Math.floor((width.doubleValue() - 10 * (columns - 1)) / columns) - 1;
                  }));
    }
  }

  private void readiness(Server server) {
    server
        .live()
        .ifPresent(s -> {
          String id = server.component().id();
          ReadinessPanel panel =
              readinessPanels.computeIfAbsent(
                  id,
                  fresh -> {
                    var made =
                        new ReadinessPanel(
                            id,
                            live,
                            look,
                            () ->
                                act.accept(
                                    new Intent.Failover(
                                        s.value().name(), Intent.FailoverMode.PLANNED)));
                    readiness.getChildren().add(made.node());
                    return made;
                  });
          Optional.ofNullable(model.readiness().get().get(id)).ifPresent(panel::show);
        });
  }

  private void select(Optional<String> selection) {
    for (Pane box : List.of(primaries, followers)) {
      box.getChildren().stream()
          .filter(Panel.class::isInstance)
          .map(Panel.class::cast)
          .forEach(p -> p.select(Panel.is(selection.map(s -> "panel-" + s), p.getId())));
    }
  }
}
