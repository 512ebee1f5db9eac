package io.pilothouse.desktopapp.chart;

import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.sharedmodel.signal.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * A metric over time against its target. A gap in the points is a gap in the line. Its width shows
 * the time from the first point, at least five minutes, so that a young system is not a line at the
 * edge.
 */
public final class TimeChart extends Region {
  private static final Duration LEAST = Duration.ofMinutes(5);
  private static final double LEFT = 44;
  private static final double BOTTOM = 16;
  private static final double TOP = 8;
  private static final double RIGHT = 8;

  /**
   * What is drawn. @param target a dashed line; @param unit symbol; @param wanting whether the
   * newest value misses the target
   */
  public record Plot(
      List<Series.Point> points,
      Optional<Double> target,
      String unit,
      boolean wanting,
      Instant now,
      Optional<String> instead) {
    public Plot {
      points = List.copyOf(points);
    }
  }

  private final Canvas canvas = new Canvas();
  private final Label instead = Labels.wrapped("", "chart-empty");
  private final Look look;
  private Optional<Plot> plot = Optional.empty();

  public TimeChart(Look look) {
    this.look = look;
    instead.setVisible(false);
    getChildren().addAll(canvas, instead);
    getStyleClass().add("chart-tile");
    setMinSize(120, 60);
    setPrefSize(260, 96);
  }

  /** Draws newer points. */
  public void show(Plot newer) {
    plot = Optional.of(newer);
    draw();
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      draw();
    }
    instead.resizeRelocate(10, 4, getWidth() - 20, getHeight() - 8);
  }

  private void draw() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    boolean empty = plot.map(p -> p.points().isEmpty()).orElse(false);
    instead.setVisible(empty);
    plot.ifPresent(p -> {
      if (empty) {
        instead.setText(p.instead().orElseGet(() -> look.text("chart.empty")));
      } else {
        draw(g, p);
      }
    });
  }

  private void draw(GraphicsContext g, Plot p) {
    Instant from = p.points().getFirst().at();
    Instant to = p.now().isBefore(p.points().getLast().at()) ? p.points().getLast().at() : p.now();
    if (Duration.between(from, to).compareTo(LEAST) < 0) {
      from = to.minus(LEAST);
    }
    Scale scale = Scale.of(p);
    double width = canvas.getWidth() - LEFT - RIGHT;
    double height = canvas.getHeight() - TOP - BOTTOM;
    double span = Math.max(1, Duration.between(from, to).toMillis());
    grid(g, p, scale, width, height);
    times(g, from, to, width, height);
    Color line = p.wanting() ? look.palette().degraded() : look.palette().accent();
    g.setStroke(line);
    g.setLineWidth(1.5);
    long gap = Gaps.widest(p.points());
    g.beginPath();
    Optional<Series.Point> before = Optional.empty();
    double x = 0;
    double y = 0;
    for (Series.Point point : p.points()) {
      x = LEFT + Duration.between(from, point.at()).toMillis() / span * width;
      y = TOP + height - (point.value() - scale.least()) / scale.range() * height;
      boolean apart =
          before.map(b -> Duration.between(b.at(), point.at()).toMillis() > gap).orElse(true);
      if (apart) {
        g.moveTo(x, y);
      } else {
        g.lineTo(x, y);
      }
      before = Optional.of(point);
    }
    g.stroke();
    g.setFill(line);
    g.fillOval(x - 2.5, y - 2.5, 5, 5);
  }

  private void grid(GraphicsContext g, Plot p, Scale scale, double width, double height) {
    g.setFont(Font.font("Pilothouse Sans", 10.5));
    g.setTextAlign(TextAlignment.RIGHT);
    g.setTextBaseline(VPos.CENTER);
    g.setLineWidth(1);
    for (double value = scale.least(); value <= scale.most() + 1e-9; value += scale.step()) {
      double y = Math.round(TOP + height - (value - scale.least()) / scale.range() * height) + 0.5;
      g.setStroke(look.palette().line());
      g.strokeLine(LEFT, y, LEFT + width, y);
      g.setFill(look.palette().faint());
      g.fillText(look.formats().quantity(value, p.unit()), LEFT - 6, y, LEFT - 8);
    }
    p.target()
        .ifPresent(target -> {
          double y = TOP + height - (target - scale.least()) / scale.range() * height;
          g.setStroke(look.palette().muted());
          g.setLineDashes(4, 4);
          g.strokeLine(LEFT, y, LEFT + width, y);
          g.setLineDashes();
        });
  }

  private void times(GraphicsContext g, Instant from, Instant to, double width, double height) {
    g.setFill(look.palette().faint());
    g.setTextBaseline(VPos.TOP);
    g.setTextAlign(TextAlignment.LEFT);
    g.fillText(look.formats().minute(from), LEFT, TOP + height + 3);
    g.setTextAlign(TextAlignment.RIGHT);
    g.fillText(look.formats().minute(to), LEFT + width, TOP + height + 3);
  }
}
