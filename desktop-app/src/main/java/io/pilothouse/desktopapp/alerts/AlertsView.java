package io.pilothouse.desktopapp.alerts;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Page;
import io.pilothouse.desktopapp.widget.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The inbox of alerts. */
public final class AlertsView implements View {
  private final AlertsViewModel model;
  private final Navigation navigation;
  private final Look look;
  private final Page page = new Page("view-alerts");
  private final VBox list = new VBox();
  private final List<AlertRow> made = new ArrayList<>();
  private final KeyedRows<AlertsViewModel.Entry> rows;
  private final Subscription subscriptions;

  public AlertsView(AlertsViewModel model, LiveSession live, Navigation navigation, Look look) {
    this.model = model;
    this.navigation = navigation;
    this.look = look;
    list.getStyleClass().add("list");
    this.rows =
        new KeyedRows<>(
            list,
            e -> e.alert().id(),
            e -> {
              var row = new AlertRow(e, live, navigation, look);
              made.add(row);
              return row;
            });
    page.heading(look.text("alerts.inbox"));
    page.add(list);
    subscriptions =
        Subscription.combine(
            model.entries().subscribe(all -> show()),
            navigation.filter().subscribe(text -> show()),
            navigation.selection().subscribe(this::select),
            live.now().subscribe(now -> show()));
  }

  @Override
  public Node node() {
    return page.node();
  }

  @Override
  public List<String> order() {
    return model.entries().get().stream().map(e -> e.alert().subject()).distinct().toList();
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
    List<AlertsViewModel.Entry> shown =
        model.entries().get().stream()
            .filter(e ->
                navigation.passes(
                    look.say(e.alert().name()),
                    e.subjectName(),
                    look.say(e.alert().sentence()),
                    e.alert().rule()))
            .toList();
    rows.show(shown);
    if (shown.isEmpty()) {
      list.getChildren().setAll(Labels.empty(look.text("alerts.empty")));
    }
    select(navigation.selection().get());
  }

  private void select(Optional<String> selection) {
    made.forEach(r -> r.select(selection.filter(r.component()::equals).isPresent()));
  }
}
