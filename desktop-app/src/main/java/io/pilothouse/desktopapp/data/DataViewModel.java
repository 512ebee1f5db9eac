package io.pilothouse.desktopapp.data;

import io.pilothouse.desktopapp.live.Failures;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.live.SeriesFeed;
import io.pilothouse.desktopapp.live.SeriesFeeds;
import io.pilothouse.desktopapp.live.Trails;
import io.pilothouse.desktopapp.reading.Estate;
import io.pilothouse.desktopapp.reading.Facts;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/** The database servers and whether they could be failed over. */
public final class DataViewModel implements AutoCloseable {
  /** How often the guards are asked while the view is open. */
  private static final Duration ASK = Duration.ofSeconds(15);

  private final LiveSession live;
  private final SeriesFeeds feeds;
  private final ReadOnlyObjectWrapper<List<Server>> servers =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Map<String, Readiness>> readiness =
      new ReadOnlyObjectWrapper<>(Map.of());
  private final Map<String, Instant> asked = new HashMap<>();
  private final Trails trails = new Trails();
  private final Subscription subscription;

  public DataViewModel(LiveSession live, SeriesFeeds feeds) {
    this.live = live;
    this.feeds = feeds;
    this.subscription = live.state().subscribe(this::show);
  }

  /** Primaries, standbys and replicas in the order of the map. */
  public ReadOnlyObjectProperty<List<Server>> servers() {
    return servers.getReadOnlyProperty();
  }

  /** By component id of a primary; absent until the guards have answered. */
  public ReadOnlyObjectProperty<Map<String, Readiness>> readiness() {
    return readiness.getReadOnlyProperty();
  }

  /** What was told of a server's lag before the window was opened, then what was seen since. */
  public List<Series.Point> lagPoints(Server server) {
    List<Series.Point> told =
        lagFeed(server).map(f -> f.state().get().points()).orElseGet(List::of);
    Instant from = live.now().get().minus(SeriesFeed.WINDOW);
    return Trails.joined(told, trails.points(server.component().id(), from));
  }

  /** The feed of a server's lag. */
  Optional<SeriesFeed> lagFeed(Server server) {
    return server
        .lagMetric()
        .flatMap(metric -> server.live().map(s -> feeds.of(s.value().id(), metric)));
  }

  /** Asks for newer points and guards; called while the view is open. */
  public void refresh() {
    for (Server server : servers.get()) {
      if (server.role() != Server.Role.PRIMARY) {
        lagFeed(server).ifPresent(SeriesFeed::refresh);
      } else if (server.live().isPresent()) {
        ask(server, server.live().get().value().name());
      }
    }
  }

  /** Whether every primary's guards have answered. */
  public boolean settled() {
    return servers.get().stream()
        .filter(s -> s.role() == Server.Role.PRIMARY && s.live().isPresent())
        .allMatch(s -> readiness.get().containsKey(s.component().id()));
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }

  private void show(SystemState state) {
    var estate = new Estate(state);
    state.components().forEach(this::remember);
    servers.set(
        state.components().stream()
            .filter(c -> c.kind().startsWith("database"))
            .map(c -> new Server(c, estate.bound(c, FlexibleServer.class), maximumLag(c)))
            .toList());
  }

  private void remember(ComponentStatus component) {
    String fact =
        component.kind().equals("database-standby")
            ? "replicationLagBytes"
            : "replicationLagSeconds";
    new Facts(component)
        .number(fact)
        .filter(lag -> !lag.stale())
        .ifPresent(lag -> trails.add(component.id(), lag.at(), lag.value()));
  }

  private Optional<Duration> maximumLag(ComponentStatus component) {
    return live.session().blueprint().stream()
        .flatMap(b -> b.databaseServers().stream())
        .filter(s ->
            s.id().equals(component.id())
                || s.replicas().stream().anyMatch(r -> r.id().equals(component.id())))
        .findFirst()
        .flatMap(DatabaseServer::replication)
        .flatMap(DatabaseServer.ReplicationObjective::maximumLag);
  }

  private void ask(Server server, String target) {
    String id = server.component().id();
    Instant now = live.now().get();
    Instant last = asked.get(id);
    if (last != null && now.isBefore(last.plus(ASK))) {
      return;
    }
    asked.put(id, now);
    live.session()
        .plan(new Intent.Failover(target, Intent.FailoverMode.PLANNED))
        .handleAsync(
            (plan, failure) -> {
              Map<String, Readiness> all = new HashMap<>(readiness.get());
              all.put(
                  id,
                  new Readiness(
                      Optional.ofNullable(plan),
                      Optional.ofNullable(failure).map(Failures::sentence),
                      now));
              readiness.set(Map.copyOf(all));
              return plan;
            },
            live.ui())
        .exceptionally(Failures::logged);
  }
}
