package io.pilothouse.desktopapp.inspector;

import io.pilothouse.desktopapp.actions.ActionsViewModel;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.live.SeriesFeed;
import io.pilothouse.desktopapp.live.SeriesFeeds;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.reading.Estate;
import io.pilothouse.desktopapp.reading.Reading;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.Document;
import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.estate.ClusterEvent;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.SystemMap;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/** What is known of the selected component, in the newest state. */
public final class InspectorViewModel implements AutoCloseable {
  private static final int EVENTS = 6;

  private final LiveSession live;
  private final SeriesFeeds feeds;
  private final Navigation navigation;
  private final ActionsViewModel actions;
  private final ReadOnlyObjectWrapper<Optional<Inspection>> inspection =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Subscription subscription;

  public InspectorViewModel(
      LiveSession live, SeriesFeeds feeds, Navigation navigation, ActionsViewModel actions) {
    this.live = live;
    this.feeds = feeds;
    this.navigation = navigation;
    this.actions = actions;
    this.subscription =
        Subscription.combine(
            live.state().subscribe(state -> show()),
            navigation.selection().subscribe(selected -> show()));
  }

  /** What is known of the selection; absent when nothing is selected. */
  public ReadOnlyObjectProperty<Optional<Inspection>> inspection() {
    return inspection.getReadOnlyProperty();
  }

  /** The points of the metric that is drawn. */
  public SeriesFeed feed(Inspection.Metric metric) {
    return feeds.of(metric.resource(), metric.name());
  }

  /** Asks for newer points. */
  public void refresh() {
    inspection.get().flatMap(Inspection::metric).ifPresent(m -> feed(m).refresh());
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }

  private void show() {
    SystemState state = live.state().get();
    inspection.set(navigation.selection().get().flatMap(id -> inspect(state, id)));
  }

  private Optional<Inspection> inspect(SystemState state, String id) {
    Optional<ComponentStatus> status = state.component(id);
    Optional<SystemMap.Item> item =
        state.map().items().stream().filter(i -> i.id().equals(id)).findFirst();
    Optional<SystemMap.Container> container =
        state.map().containers().stream().filter(c -> c.id().equals(id)).findFirst();
    if (status.isEmpty() && item.isEmpty() && container.isEmpty()) {
      return Optional.empty();
    }
    var estate = new Estate(state);
    return Optional.of(
        new Inspection(
            id,
            item.map(SystemMap.Item::kind)
                .or(() -> container.map(SystemMap.Container::kind))
                .or(() -> status.map(ComponentStatus::kind))
                .orElse(""),
            item.map(SystemMap.Item::name)
                .or(() -> container.map(SystemMap.Container::name))
                .or(() -> status.map(ComponentStatus::name))
                .orElse(id),
            item.flatMap(SystemMap.Item::detail)
                .or(() -> container.flatMap(SystemMap.Container::detail)),
            status,
            source(id),
            status.flatMap(s -> metric(estate, s)),
            status.map(s -> events(estate, s)).orElse(List.of()),
            state.alerts().stream().filter(a -> a.subject().equals(id)).toList(),
            actions.possibilities().get().stream().filter(p -> p.component().equals(id)).toList()));
  }

  private Optional<String> source(String id) {
    Optional<Blueprint> blueprint = live.session().blueprint();
    return blueprint.flatMap(b ->
        b.components().stream()
            .filter(c -> c.id().equals(id))
            .findFirst()
            .flatMap(Component::source)
            .map(s -> place(b, s)));
  }

  private static String place(Blueprint blueprint, Source source) {
    String file =
        blueprint.documents().stream()
            .filter(d -> d.id().equals(source.document()))
            .findFirst()
            .map(Document::file)
            .orElse(source.document());
    return file
        + ":"
        + source.line()
        + (source.column() > 0 ? ":" + source.column() : "")
        + source.section().map(s -> " §" + s).orElse("");
  }

  private static Optional<Inspection.Metric> metric(Estate estate, ComponentStatus component) {
    return switch (component.kind()) {
      case "database-server" ->
          estate
              .bound(component, FlexibleServer.class)
              .map(s -> new Inspection.Metric(s.value().id(), "active_connections", ""));
      case "database-replica" ->
          estate
              .bound(component, FlexibleServer.class)
              .map(s ->
                  new Inspection.Metric(
                      s.value().id(), "physical_replication_delay_in_seconds", "s"));
      case "cache" ->
          estate
              .bound(component, RedisCache.class)
              .map(c -> new Inspection.Metric(c.value().id(), "usedmemorypercentage", "%"));
      default -> Optional.empty();
    };
  }

  private static List<ClusterEvent> events(Estate estate, ComponentStatus component) {
    return estate.all(ClusterEvent.class).stream()
        .map(Reading::value)
        .filter(e -> component.bound().contains(e.regarding()))
        .sorted(Comparator.comparing(ClusterEvent::lastSeen).reversed())
        .limit(EVENTS)
        .toList();
  }
}
