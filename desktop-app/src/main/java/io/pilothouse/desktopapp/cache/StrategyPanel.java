package io.pilothouse.desktopapp.cache;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** The document's cache strategy, and what of it is measured. */
final class StrategyPanel {
  private final Look look;
  private final VBox node = new VBox(10);
  private final GridPane grid = new GridPane();

  StrategyPanel(CacheStrategy strategy, Look look) {
    this.look = look;
    node.getStyleClass().add("panel");
    grid.setHgap(28);
    grid.setVgap(6);
    row(
        0,
        "faint",
        List.of(
            look.text("cache.tier"),
            look.text("cache.ttl"),
            look.text("cache.entries"),
            look.text("cache.eviction"),
            look.text("cache.measured")));
    strategy.local().ifPresent(tier -> tier(1, look.text("cache.l1"), tier));
    strategy.distributed().ifPresent(tier -> tier(2, look.text("cache.l2"), tier));
    int line = 3;
    for (CacheStrategy.Pattern pattern : strategy.patterns()) {
      row(
          line++,
          "muted",
          List.of(
              look.text("cache.pattern", pattern.name()),
              look.formats().duration(pattern.timeToLive()),
              "",
              "",
              look.text("cache.pattern.unmeasured")));
    }
    node.getChildren().add(grid);
  }

  Node node() {
    return node;
  }

  private void tier(int line, String name, CacheStrategy.Tier tier) {
    boolean local = line == 1;
    row(
        line,
        "body",
        List.of(
            name + " · " + tier.technology(),
            look.formats().duration(tier.timeToLive()),
            tier.maximumEntries().map(e -> look.formats().number(e, 0)).orElse(""),
            tier.evictionPolicy().or(() -> tier.partitioning()).orElse(""),
            look.text(local ? "cache.l1.unmeasured" : "cache.l2.measured")));
  }

  private void row(int line, String style, List<String> cells) {
    for (int column = 0; column < cells.size(); column++) {
      grid.add(Labels.of(cells.get(column), style), column, line);
    }
  }

  /** A panel for what the document says, where it says anything. */
  static Optional<Node> of(Optional<CacheStrategy> strategy, Look look) {
    return strategy.map(s -> new StrategyPanel(s, look).node());
  }
}
