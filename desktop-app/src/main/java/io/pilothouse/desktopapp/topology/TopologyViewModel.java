package io.pilothouse.desktopapp.topology;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.sharedmodel.stream.SystemMap;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The map, its layout and what each component shows. The layout is made in the background, and anew
 * only when what stands on the map changes: health and numbers change cards in their place.
 */
public final class TopologyViewModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopologyViewModel.class);

  /** Kinds, or parts of them, whose cards have a line of live values. */
  private static final List<String> LIVE_KINDS = List.of("database", "cache");

  /** A name that is wider than this stands in two lines. */
  private static final double WIDEST = 216;

  private static final double SECOND_LINE = 18;

  private final LiveSession live;
  private final Executor background;
  private final ReadOnlyObjectWrapper<SystemMap> map;
  private final ReadOnlyObjectWrapper<MapLayout> layout =
      new ReadOnlyObjectWrapper<>(MapLayout.empty());
  private final ReadOnlyObjectWrapper<Map<String, Card>> cards =
      new ReadOnlyObjectWrapper<>(Map.of());
  private final Subscription subscription;
  private double width = 900;
  private double height = 640;

  public TopologyViewModel(LiveSession live, Executor background) {
    this.live = live;
    this.background = background;
    this.map = new ReadOnlyObjectWrapper<>(live.state().get().map());
    this.subscription = live.state().subscribe(this::show);
    arrange();
  }

  /** The map that {@link #layout} is of, or will be. */
  public ReadOnlyObjectProperty<SystemMap> map() {
    return map.getReadOnlyProperty();
  }

  /** The layout; empty until the first is made. */
  public ReadOnlyObjectProperty<MapLayout> layout() {
    return layout.getReadOnlyProperty();
  }

  /** What each component shows, by id; components that nothing is known of are absent. */
  public ReadOnlyObjectProperty<Map<String, Card>> cards() {
    return cards.getReadOnlyProperty();
  }

  /** Says how much room there is, in pixels; another shape may ask for another layout. */
  public void room(double newWidth, double newHeight) {
    boolean turned =
        newWidth / newHeight > 1.25 * width / height || newWidth / newHeight < 0.8 * width / height;
    width = newWidth;
    height = newHeight;
    if (turned) {
      arrange();
    }
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }

  private void show(SystemState state) {
    cards.set(Cards.of(state));
    if (!state.map().equals(map.get())) {
      map.set(state.map());
      arrange();
    }
  }

  private void arrange() {
    SystemMap wanted = map.get();
    double w = width;
    double h = height;
    CompletableFuture.supplyAsync(() -> MapLayouter.layout(wanted, sizes(wanted), w, h), background)
        .whenCompleteAsync(
            (made, failure) -> {
              if (failure != null) {
                LOG.error("map not laid out system={}", wanted.system(), failure);
              } else if (map.get().equals(wanted)) {
                layout.set(made);
              }
            },
            live.ui())
        .exceptionally(failure -> MapLayout.empty());
  }

  /** Room for each item: as wide as its words, as high as what it can show. */
  static Map<String, MapLayouter.Size> sizes(SystemMap map) {
    Map<String, MapLayouter.Size> sizes = new HashMap<>();
    for (SystemMap.Item item : map.items()) {
      boolean alive =
          item.kind().equals("service") || LIVE_KINDS.stream().anyMatch(item.kind()::contains);
      double name =
          item.kind().equals("database-standby") ? 120 : 44 + TextWidth.of(item.name(), 14);
      double detail = 26 + item.detail().map(d -> TextWidth.of(d.toString(), 12)).orElse(0.0);
      double width = Math.clamp(Math.max(name, detail), alive ? 172 : 128, WIDEST);
      double height = 30 + (item.detail().isPresent() ? 17 : 0) + (alive ? 19 : 0);
      sizes.put(
          item.id(), new MapLayouter.Size(width, name > WIDEST ? height + SECOND_LINE : height));
    }
    return sizes;
  }
}
