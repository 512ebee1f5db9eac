package io.pilothouse.desktopapp.scaling;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Page;
import io.pilothouse.desktopapp.widget.Panel;
import io.pilothouse.desktopapp.widget.View;
import io.pilothouse.sharedmodel.estate.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The scaling view. */
public final class ScalingView implements View {
  private final ScalingViewModel model;
  private final Navigation navigation;
  private final Look look;
  private final Page page = new Page("view-scaling");
  private final VBox autoscalers = new VBox(10);
  private final HBox pools = new HBox(10);
  private final VBox homeless = new VBox(4);
  private final KeyedRows<Autoscaler> rows;
  private final KeyedRows<NodePool> poolRows;
  private final Subscription subscriptions;

  public ScalingView(ScalingViewModel model, LiveSession live, Navigation navigation, Look look) {
    this.model = model;
    this.navigation = navigation;
    this.look = look;
    this.rows =
        new KeyedRows<>(
            autoscalers, a -> a.id().value(), a -> new AutoscalerPanel(a, live, navigation, look));
    this.poolRows =
        new KeyedRows<>(pools, NodePool::component, p -> new PoolPanel(p, navigation, look));
    page.heading(look.text("scaling.autoscalers"));
    page.add(autoscalers);
    page.heading(look.text("scaling.pools"));
    page.add(pools);
    page.add(homeless);
    subscriptions =
        Subscription.combine(
            model.autoscalers().subscribe(all -> show()),
            model.pools().subscribe(all -> show()),
            model.homeless().subscribe(this::homeless),
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
    return Stream.concat(
            model.autoscalers().get().stream().map(Autoscaler::component),
            model.pools().get().stream().map(NodePool::component))
        .toList();
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
    List<Autoscaler> shown =
        model.autoscalers().get().stream()
            .filter(a -> navigation.passes(a.name(), a.component()))
            .toList();
    rows.show(shown);
    if (shown.isEmpty()) {
      autoscalers.getChildren().setAll(Labels.empty(look.text("scaling.empty")));
    }
    poolRows.show(model.pools().get().stream().filter(p -> navigation.passes(p.name())).toList());
    if (model.pools().get().isEmpty()) {
      pools.getChildren().setAll(Labels.empty(look.text("scaling.pools.empty")));
    }
    select(navigation.selection().get());
  }

  private void homeless(List<Pod> pods) {
    homeless.getChildren().clear();
    for (Pod pod : pods) {
      homeless
          .getChildren()
          .add(
              Labels.wrapped(
                  look.text("scaling.homeless", pod.name()) + " " + pod.message().orElse(""),
                  "text-degraded"));
    }
  }

  private void select(Optional<String> selection) {
    Stream.concat(autoscalers.getChildren().stream(), pools.getChildren().stream())
        .filter(Panel.class::isInstance)
        .map(Panel.class::cast)
        .forEach(p -> p.select(Panel.is(selection.map(s -> "panel-" + s), p.getId())));
  }
}
