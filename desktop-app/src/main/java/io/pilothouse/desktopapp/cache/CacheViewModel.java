package io.pilothouse.desktopapp.cache;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.live.SeriesFeed;
import io.pilothouse.desktopapp.live.SeriesFeeds;
import io.pilothouse.desktopapp.reading.Estate;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/** The caches, their hit ratio over time, and the document's strategy beside them. */
public final class CacheViewModel implements AutoCloseable {
  private static final String HITS = "cachehits";
  private static final String MISSES = "cachemisses";

  private final LiveSession live;
  private final SeriesFeeds feeds;
  private final ReadOnlyObjectWrapper<List<CacheStatus>> caches =
      new ReadOnlyObjectWrapper<>(List.of());
  private final Subscription subscription;

  public CacheViewModel(LiveSession live, SeriesFeeds feeds) {
    this.live = live;
    this.feeds = feeds;
    this.subscription = live.state().subscribe(this::show);
  }

  public ReadOnlyObjectProperty<List<CacheStatus>> caches() {
    return caches.getReadOnlyProperty();
  }

  /** Tiers, patterns and target, where the document has them. */
  public Optional<CacheStrategy> strategy() {
    return live.session().blueprint().flatMap(Blueprint::cacheStrategy);
  }

  /** Asks for newer points; called while the view is open. */
  public void refresh() {
    for (CacheStatus cache : caches.get()) {
      cache
          .resource()
          .ifPresent(id -> {
            feeds.of(id, HITS).refresh();
            feeds.of(id, MISSES).refresh();
          });
    }
    show(live.state().get());
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }

  private void show(SystemState state) {
    var estate = new Estate(state);
    caches.set(
        state.components().stream()
            .filter(c -> c.kind().equals("cache"))
            .map(c -> status(estate, c))
            .toList());
  }

  private CacheStatus status(Estate estate, ComponentStatus component) {
    Optional<ResourceId> resource =
        estate.bound(component, RedisCache.class).map(r -> r.value().id());
    Optional<Double> target =
        Estate.number(component, "hitRatioTarget")
            .map(t -> t.value())
            .or(() -> strategy().flatMap(CacheStrategy::hitRatioTarget))
            .map(t -> t * 100);
    Optional<SeriesFeed.State> hits = resource.map(id -> feeds.of(id, HITS).state().get());
    Optional<SeriesFeed.State> misses = resource.map(id -> feeds.of(id, MISSES).state().get());
    return new CacheStatus(
        component,
        resource,
        ratio(points(hits), points(misses)),
        hits.flatMap(SeriesFeed.State::problem),
        target);
  }

  private static List<Series.Point> points(Optional<SeriesFeed.State> state) {
    return state.map(SeriesFeed.State::points).orElseGet(List::of);
  }

  /** Percent of hits at each moment at which both were counted and something was read. */
  static List<Series.Point> ratio(List<Series.Point> hits, List<Series.Point> misses) {
    Map<Instant, Double> missed =
        misses.stream()
            .collect(Collectors.toMap(Series.Point::at, Series.Point::value, (a, b) -> b));
    List<Series.Point> ratio = new ArrayList<>();
    for (Series.Point hit : hits) {
      Optional.ofNullable(missed.get(hit.at()))
          .filter(m -> m + hit.value() > 0)
          .ifPresent(
              m -> ratio.add(new Series.Point(hit.at(), 100 * hit.value() / (hit.value() + m))));
    }
    return ratio;
  }
}
