package io.pilothouse.desktopapp.live;

import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.HashMap;
import java.util.Map;

/** The feeds of one session, one for each metric of each resource. */
public final class SeriesFeeds {
  private record Key(ResourceId resource, String metric) {}

  private final LiveSession live;
  private final Map<Key, SeriesFeed> feeds = new HashMap<>();

  public SeriesFeeds(LiveSession live) {
    this.live = live;
  }

  /** The feed of a metric; the same one at each call. Used on the thread of the views only. */
  public SeriesFeed of(ResourceId resource, String metric) {
    return feeds.computeIfAbsent(
        new Key(resource, metric), key -> new SeriesFeed(live, key.resource(), key.metric()));
  }

  /** Whether every feed that was asked has been answered. */
  public boolean settled() {
    return feeds.values().stream().noneMatch(SeriesFeed::asking);
  }
}
