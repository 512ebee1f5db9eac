package io.pilothouse.desktopapp.actions;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Page;
import io.pilothouse.desktopapp.widget.View;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Intent;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** What can be done, what runs, what ran. */
public final class ActionsView implements View {
  private final ActionsViewModel model;
  private final Navigation navigation;
  private final Look look;
  private final Consumer<Intent> act;
  private final Page page = new Page("view-actions");
  private final VBox possible = new VBox();
  private final VBox runs = new VBox();
  private final KeyedRows<Possibility> possibleRows;
  private final KeyedRows<ActionRun> runRows;
  private final Subscription subscriptions;

  /**
   * @param act plans an action and asks the operator
   */
  public ActionsView(
      ActionsViewModel model,
      LiveSession live,
      Navigation navigation,
      Look look,
      Consumer<Intent> act) {
    this.model = model;
    this.navigation = navigation;
    this.look = look;
    this.act = act;
    possible.getStyleClass().add("list");
    runs.getStyleClass().add("list");
    this.possibleRows = new KeyedRows<>(possible, p -> p.intent().toString(), this::possibility);
    this.runRows = new KeyedRows<>(runs, ActionRun::id, r -> new RunRow(r, live, look));
    page.heading(look.text("actions.possible"));
    page.add(possible);
    page.heading(look.text("actions.audit"));
    page.add(runs);
    subscriptions =
        Subscription.combine(
            model.possibilities().subscribe(all -> show()),
            model.runs().subscribe(all -> show()),
            navigation.filter().subscribe(text -> show()),
            live.now().subscribe(now -> tick()));
  }

  @Override
  public Node node() {
    return page.node();
  }

  @Override
  public List<String> order() {
    return model.possibilities().get().stream().map(Possibility::component).distinct().toList();
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
    List<Possibility> offered =
        model.possibilities().get().stream()
            .filter(p -> navigation.passes(p.componentName(), p.component(), p.intent().action()))
            .toList();
    possibleRows.show(offered);
    if (offered.isEmpty()) {
      possible.getChildren().setAll(Labels.empty(look.text("actions.possible.empty")));
    }
    List<ActionRun> shown =
        model.runs().get().stream()
            .filter(r -> navigation.passes(r.target(), r.action(), look.say(r.sentence())))
            .toList();
    runRows.show(shown);
    if (shown.isEmpty()) {
      runs.getChildren().setAll(Labels.empty(look.text("actions.audit.empty")));
    }
  }

  private void tick() {
    if (model.runs().get().stream().anyMatch(r -> r.outcome() == ActionRun.Outcome.RUNNING)) {
      show();
    }
  }

  private KeyedRows.Row<Possibility> possibility(Possibility possibility) {
    var plan = new Button(look.text("actions.plan"));
    plan.setOnAction(event -> act.accept(possibility.intent()));
    var row =
        new HBox(
            12,
            Labels.of(ActionWords.title(possibility.intent(), look), "strong"),
            Labels.of(possibility.componentName(), "muted"),
            Labels.space(),
            plan);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("list-row");
    String kind =
        possibility.intent() instanceof Intent.Failover f
            ? "-" + f.mode().name().toLowerCase(Locale.ROOT)
            : "";
    plan.setId("plan-" + possibility.intent().action() + kind + "-" + possibility.component());
    return new KeyedRows.Row<>() {
      @Override
      public Node node() {
        return row;
      }

      @Override
      public void show(Possibility newer) {}
    };
  }
}
