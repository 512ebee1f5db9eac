package io.pilothouse.desktopapp.cache;

import io.pilothouse.desktopapp.reading.Facts;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import java.util.List;
import java.util.Optional;

/**
 * One cache as the cache view shows it.
 *
 * @param resource the live cache
 * @param hitRatio percent of reads answered, over time
 * @param problem why there are no points
 * @param target percent that the document wants
 */
public record CacheStatus(
    ComponentStatus component,
    Optional<ResourceId> resource,
    List<Series.Point> hitRatio,
    Optional<Sentence> problem,
    Optional<Double> target) {
  public CacheStatus {
    hitRatio = List.copyOf(hitRatio);
  }

  /** Its facts. */
  public Facts facts() {
    return new Facts(component);
  }
}
