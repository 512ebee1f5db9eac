package io.pilothouse.desktopapp.cache;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Page;
import io.pilothouse.desktopapp.widget.Panel;
import io.pilothouse.desktopapp.widget.View;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The cache view. */
public final class CacheView implements View {
  private final CacheViewModel model;
  private final Navigation navigation;
  private final Look look;
  private final Page page = new Page("view-cache");
  private final VBox caches = new VBox(10);
  private final KeyedRows<CacheStatus> rows;
  private final Subscription subscriptions;

  public CacheView(CacheViewModel model, LiveSession live, Navigation navigation, Look look) {
    this.model = model;
    this.navigation = navigation;
    this.look = look;
    this.rows =
        new KeyedRows<>(
            caches, c -> c.component().id(), c -> new CachePanel(c, live, navigation, look));
    page.heading(look.text("cache.caches"));
    page.add(caches);
    StrategyPanel.of(model.strategy(), look)
        .ifPresent(panel -> {
          page.heading(look.text("cache.strategy"));
          page.add(panel);
        });
    subscriptions =
        Subscription.combine(
            model.caches().subscribe(all -> show()),
            navigation.filter().subscribe(text -> show()),
            navigation.selection().subscribe(this::select),
            live.now().subscribe(now -> model.refresh()));
  }

  @Override
  public Node node() {
    return page.node();
  }

  @Override
  public List<String> order() {
    return model.caches().get().stream().map(c -> c.component().id()).toList();
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
    rows.show(
        model.caches().get().stream()
            .filter(c -> navigation.passes(c.component().name(), c.component().id()))
            .toList());
    if (model.caches().get().isEmpty()) {
      caches.getChildren().setAll(Labels.empty(look.text("cache.empty")));
    }
    select(navigation.selection().get());
  }

  private void select(Optional<String> selection) {
    caches.getChildren().stream()
        .filter(Panel.class::isInstance)
        .map(Panel.class::cast)
        .forEach(p -> p.select(Panel.is(selection.map(s -> "panel-" + s), p.getId())));
  }
}
