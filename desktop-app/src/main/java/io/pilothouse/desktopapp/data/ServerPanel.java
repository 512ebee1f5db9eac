package io.pilothouse.desktopapp.data;

import io.pilothouse.desktopapp.chart.TimeChart;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.live.SeriesFeed;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.reading.Facts;
import io.pilothouse.desktopapp.reading.Reading;
import io.pilothouse.desktopapp.widget.Figure;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Panel;
import java.time.Instant;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** One server: what it is, where it stands, how far it is behind, how much room it has. */
final class ServerPanel implements KeyedRows.Row<Server> {
  private final DataViewModel model;
  private final LiveSession live;
  private final Look look;
  private final Panel panel;
  private final Figure role;
  private final Figure zone;
  private final Figure availability;
  private final Figure lag;
  private final Figure bytes;
  private final Figure connections;
  private final Figure storage;
  private final Figure backup;
  private final TimeChart chart;
  private final VBox chartBox;

  ServerPanel(
      Server server, DataViewModel model, LiveSession live, Navigation navigation, Look look) {
    this.model = model;
    this.live = live;
    this.look = look;
    this.panel = new Panel(server.component().id(), navigation);
    this.role = new Figure(look, look.text("data.role"));
    this.zone = new Figure(look, look.text("data.zone"));
    this.availability = new Figure(look, look.text("data.availability"));
    this.lag = new Figure(look, look.text("data.lag"));
    this.bytes = new Figure(look, look.text("data.lag.bytes"));
    this.connections = new Figure(look, look.text("data.connections"));
    this.storage = new Figure(look, look.text("data.storage"));
    this.backup = new Figure(look, look.text("data.backup"));
    this.chart = new TimeChart(look);
    this.chartBox =
        new VBox(
            4, Labels.of(look.text("data.lag.chart." + server.role()), "small", "muted"), chart);
    var figures = new FlowPane(26, 10);
    figures.getChildren().addAll(role, zone);
    switch (server.role()) {
      case PRIMARY -> figures.getChildren().addAll(availability, connections, storage, backup);
      case STANDBY -> figures.getChildren().addAll(availability, bytes);
      case REPLICA -> figures.getChildren().addAll(lag, bytes, storage);
    }
    panel.getChildren().add(figures);
    if (server.role() != Server.Role.PRIMARY) {
      chart.setPrefHeight(110);
      panel.getChildren().add(chartBox);
    }
    panel.setMinWidth(300);
  }

  @Override
  public Node node() {
    return panel;
  }

  @Override
  public void show(Server server) {
    Instant now = live.now().get();
    Facts facts = server.facts();
    panel.head(
        server.component().health(),
        server.role() == Server.Role.STANDBY
            ? look.texts().term("kind", "database-standby")
            : server.component().name(),
        server.live().map(s -> s.value().location()).orElse(""),
        server.component().stale());
    role.show(facts.any("role"), v -> look.texts().term("role", v.toString()), "", now);
    zone.show(facts.any("zone"), Object::toString, "", now);
    availability.show(
        facts.any("highAvailabilityState").or(() -> facts.any("syncState")),
        v -> look.texts().stated("state", v.toString()),
        facts
            .text("highAvailability")
            .or(() -> facts.text("syncState"))
            .map(v -> look.texts().stated("state", v))
            .orElse(""),
        now);
    String allowed =
        server
            .maximumLag()
            .map(m -> look.text("data.lag.allowed", look.formats().duration(m)))
            .orElse("");
    showNumber(lag, server.lag(), "s", allowed, server.lags(), now);
    showNumber(bytes, facts.number("replicationLagBytes"), "B", "", false, now);
    showNumber(
        connections,
        facts.number("connections"),
        "",
        facts
            .number("maxConnections")
            .map(m -> look.text("data.of", look.formats().number(m.value())))
            .orElse(""),
        false,
        now);
    showNumber(
        storage,
        facts.number("storagePercent"),
        "%",
        server
            .live()
            .flatMap(s -> s.value().storageGigabytes())
            .map(g -> look.text("data.of", g + " GB"))
            .orElse(""),
        false,
        now);
    backup(server, now);
    if (server.role() != Server.Role.PRIMARY) {
      chart(server, now);
    }
  }

  private void showNumber(
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

  private void backup(Server server, Instant now) {
    Optional<Reading<Integer>> days =
        server.live().flatMap(s -> s.value().backupRetentionDays().map(s::with));
    String since =
        server
            .live()
            .flatMap(s -> s.value().earliestRestore())
            .map(e -> look.text("data.backup.since", look.formats().date(e)))
            .orElse("");
    if (days.isPresent()) {
      backup.show(days.get(), look.text("data.backup.days", days.get().value()), since, false, now);
    } else {
      backup.absent(look.text("absent"));
    }
  }

  private void chart(Server server, Instant now) {
    Optional<SeriesFeed.State> state = model.lagFeed(server).map(f -> f.state().get());
    chart.show(
        new TimeChart.Plot(
            model.lagPoints(server),
            server.role() == Server.Role.REPLICA
                ? server.maximumLag().map(m -> m.toMillis() / 1000.0)
                : Optional.empty(),
            server.role() == Server.Role.REPLICA ? "s" : "B",
            server.lags(),
            now,
            state.flatMap(SeriesFeed.State::problem).map(look::say)));
  }
}
