package io.pilothouse.desktopapp.scaling;

import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Panel;
import io.pilothouse.desktopapp.widget.StatusGlyph;
import io.pilothouse.sharedmodel.stream.Health;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** One node pool: its range and its nodes. */
final class PoolPanel implements KeyedRows.Row<NodePool> {
  private final Look look;
  private final Panel panel;
  private final FlowPane machines = new FlowPane(8, 6);

  PoolPanel(NodePool pool, Navigation navigation, Look look) {
    this.look = look;
    this.panel = new Panel(pool.component(), navigation);
    machines.setPrefWrapLength(400);
    panel.getChildren().add(machines);
    HBox.setHgrow(panel, Priority.ALWAYS);
    panel.setPrefWidth(300);
  }

  @Override
  public Node node() {
    return panel;
  }

  @Override
  public void show(NodePool pool) {
    long ready = pool.machines().stream().filter(m -> m.health() == Health.NORMAL).count();
    String range =
        pool.least()
            .flatMap(l -> pool.most().map(m -> look.text("scaling.pool.range", l, m)))
            .orElse("");
    panel.head(
        pool.health(),
        pool.name(),
        look.text("scaling.pool.ready", ready, pool.machines().size()) + range,
        pool.stale());
    machines.getChildren().clear();
    for (NodePool.Machine machine : pool.machines()) {
      var chip = new HBox(6, new StatusGlyph(machine.health()), Labels.of(machine.name(), "small"));
      if (!machine.zone().isEmpty()) {
        chip.getChildren().add(Labels.of(machine.zone(), "small", "faint"));
      }
      machine
          .remark()
          .ifPresent(r -> chip.getChildren().add(Labels.of(look.say(r), "small", "muted")));
      chip.getStyleClass().add("chip");
      machines.getChildren().add(chip);
    }
    if (pool.machines().isEmpty()) {
      machines.getChildren().add(Labels.of(look.text("scaling.pool.empty"), "muted"));
    }
  }
}
