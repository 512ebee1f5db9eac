package io.pilothouse.desktopapp.cache;

import io.pilothouse.desktopapp.chart.TimeChart;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.reading.Facts;
import io.pilothouse.desktopapp.reading.Reading;
import io.pilothouse.desktopapp.widget.Figure;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Panel;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** One cache: hits against the target, memory, evictions, clients. */
final class CachePanel implements KeyedRows.Row<CacheStatus> {
  private final LiveSession live;
  private final Look look;
  private final Panel panel;
  private final Figure hits;
  private final Figure memory;
  private final Figure evictions;
  private final Figure clients;
  private final Figure load;
  private final Figure shards;
  private final TimeChart chart;

  CachePanel(CacheStatus cache, LiveSession live, Navigation navigation, Look look) {
    this.live = live;
    this.look = look;
    this.panel = new Panel(cache.component().id(), navigation);
    this.hits = new Figure(look, look.text("cache.hits"));
    this.memory = new Figure(look, look.text("cache.memory"));
    this.evictions = new Figure(look, look.text("cache.evictions"));
    this.clients = new Figure(look, look.text("cache.clients"));
    this.load = new Figure(look, look.text("cache.load"));
    this.shards = new Figure(look, look.text("cache.shards"));
    this.chart = new TimeChart(look);
    chart.setPrefHeight(190);
    var figures = new FlowPane(32, 10, hits, memory, evictions, clients, load, shards);
    var over = new VBox(4, Labels.of(look.text("cache.hits.chart"), "small", "muted"), chart);
    panel.getChildren().addAll(figures, over);
  }

  @Override
  public Node node() {
    return panel;
  }

  @Override
  public void show(CacheStatus cache) {
    Instant now = live.now().get();
    Facts facts = cache.facts();
    panel.head(
        cache.component().health(),
        cache.component().name(),
        look.say(Sentence.paragraph(cache.component().reasons())),
        cache.component().stale());
    Optional<Reading<Double>> ratio = facts.number("hitRatio").map(r -> r.with(r.value() * 100));
    boolean below = ratio.flatMap(r -> cache.target().map(t -> r.value() < t)).orElse(false);
    show(
        hits,
        ratio,
        "%",
        cache.target().map(t -> look.text("cache.target", look.formats().percent(t))).orElse(""),
        below,
        now);
    show(memory, facts.number("usedMemoryPercent"), "%", "", false, now);
    show(evictions, facts.number("evictedKeys"), "", "", false, now);
    show(clients, facts.number("connectedClients"), "", "", false, now);
    show(load, facts.number("serverLoad"), "%", "", false, now);
    show(shards, facts.number("shards"), "", "", false, now);
    chart.show(
        new TimeChart.Plot(
            cache.hitRatio(), cache.target(), "%", below, now, cache.problem().map(look::say)));
  }

  private void show(
      Figure figure,
      Optional<Reading<Double>> reading,
      String unit,
      String note,
      boolean wanting,
      Instant now) {
    if (reading.isPresent()) {
      String text = look.formats().quantity(reading.get().value(), unit);
      figure.show(reading.get(), text, note, wanting, now);
    } else {
      figure.absent(look.text("absent"));
    }
  }
}
