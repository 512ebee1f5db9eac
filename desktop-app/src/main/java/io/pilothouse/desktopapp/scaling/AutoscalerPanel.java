package io.pilothouse.desktopapp.scaling;

import io.pilothouse.desktopapp.chart.TimeChart;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Panel;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One autoscaler: its range, the sentence why, and a chart for each metric. */
final class AutoscalerPanel implements KeyedRows.Row<Autoscaler> {
  private final Look look;
  private final LiveSession live;
  private final Panel panel;
  private final RangeBar range;
  private final Label why = Labels.wrapped("", "sentence");
  private final Label provenance = Labels.of("", "small", "faint");
  private final KeyedRows<Autoscaler.Measure> measures;

  AutoscalerPanel(Autoscaler autoscaler, LiveSession live, Navigation navigation, Look look) {
    this.look = look;
    this.live = live;
    this.panel = new Panel(autoscaler.component(), navigation);
    this.range = new RangeBar(look);
    var words = new VBox(10, range, why);
    words.setMinWidth(270);
    words.setPrefWidth(270);
    words.setMaxWidth(270);
    var charts = new HBox();
    charts.getStyleClass().add("charts");
    HBox.setHgrow(charts, Priority.ALWAYS);
    this.measures = new KeyedRows<>(charts, Autoscaler.Measure::name, MeasureTile::new);
    panel.end(provenance);
    panel.getChildren().add(new HBox(18, words, charts));
  }

  @Override
  public Node node() {
    return panel;
  }

  @Override
  public void show(Autoscaler autoscaler) {
    panel.head(autoscaler.health(), autoscaler.name(), "", autoscaler.stale());
    range.show(autoscaler);
    why.setText(look.say(autoscaler.explanation()));
    provenance.setText(
        look.text(
            "provenance",
            autoscaler.source(),
            look.formats().age(autoscaler.knownAt(), live.now().get())));
    measures.show(autoscaler.measures());
  }

  /** One metric against its target, over time. */
  private final class MeasureTile implements KeyedRows.Row<Autoscaler.Measure> {
    private final VBox node = new VBox(4);
    private final Label name = Labels.of("", "small", "muted");
    private final Label value = Labels.of("", "measure-value");
    private final TimeChart chart = new TimeChart(look);

    MeasureTile(Autoscaler.Measure measure) {
      node.getChildren().addAll(new HBox(6, name, Labels.space(), value), chart);
      HBox.setHgrow(node, Priority.ALWAYS);
      node.setPrefWidth(200);
      VBox.setVgrow(chart, Priority.ALWAYS);
    }

    @Override
    public Node node() {
      return node;
    }

    @Override
    public void show(Autoscaler.Measure measure) {
      name.setText(look.texts().term("metric", measure.name()));
      String target = look.formats().quantity(measure.target(), measure.unit());
      value.setText(
          measure
              .current()
              .map(c -> look.formats().quantity(c, measure.unit()) + " / " + target)
              .orElseGet(() -> look.text("scaling.unread", target)));
      value.getStyleClass().remove("wanting");
      if (measure.above()) {
        value.getStyleClass().add("wanting");
      }
      chart.show(
          new TimeChart.Plot(
              measure.points(),
              Optional.of(measure.target()),
              measure.unit(),
              measure.above() && !panel.stale(),
              live.now().get(),
              measure.current().isEmpty()
                  ? Optional.of(look.text("scaling.unread.chart"))
                  : Optional.empty()));
    }
  }
}
