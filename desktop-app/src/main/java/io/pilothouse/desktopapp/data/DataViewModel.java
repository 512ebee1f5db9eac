package io.pilothouse.desktopapp.data;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.live.Sentences;
import io.pilothouse.desktopapp.live.SeriesFeed;
import io.pilothouse.desktopapp.live.SeriesFeeds;
import io.pilothouse.desktopapp.reading.Estate;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/** The database servers and whether they could be failed over. */
public final class DataViewModel implements AutoCloseable {
  private static final String RECEIVER_LAG = "pg.receiver_lag_bytes{receiver=";

  /** How often the guards are asked while the view is open. */
  private static final Duration ASK = Duration.ofSeconds(15);

  private final LiveSession live;
  private final SeriesFeeds feeds;
  private final ReadOnlyObjectWrapper<List<Server>> servers =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Map<String, Readiness>> readiness =
      new ReadOnlyObjectWrapper<>(Map.of());
  private final Map<String, Instant> asked = new HashMap<>();
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

  /** The points of a server's lag. */
  public Optional<SeriesFeed> lagFeed(Server server) {
    return server
        .live()
        .map(s -> s.value().id())
        .flatMap(id -> lagMetric(server, id).map(metric -> feeds.of(id, metric)));
  }

  /**
   * Azure Monitor counts a read replica's lag; of a standby it tells nothing, so that is what the
   * primary says of the one that streams from it and is no read replica. Absent while nothing does.
   */
  private Optional<String> lagMetric(Server server, ResourceId id) {
    if (server.role() != Server.Role.STANDBY) {
      return Optional.of("physical_replication_delay_in_seconds");
    }
    Snapshot snapshot = live.state().get().snapshot();
    Set<String> replicas =
        snapshot.all(FlexibleServer.class).stream()
            .filter(FlexibleServer::replica)
            .map(FlexibleServer::name)
            .collect(Collectors.toSet());
    return snapshot.measurements().getOrDefault(id, Map.of()).keySet().stream()
        .filter(metric -> metric.startsWith(RECEIVER_LAG))
        .filter(metric ->
            !replicas.contains(metric.substring(RECEIVER_LAG.length(), metric.length() - 1)))
        .sorted()
        .findFirst();
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
    servers.set(
        state.components().stream()
            .filter(c -> c.kind().startsWith("database"))
            .map(c -> new Server(c, estate.bound(c, FlexibleServer.class), maximumLag(c)))
            .toList());
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
                      Optional.ofNullable(failure).map(Sentences::of),
                      now));
              readiness.set(Map.copyOf(all));
              return plan;
            },
            live.ui())
        .exceptionally(Sentences::logged);
  }
}
