package io.pilothouse.desktopapp.scaling;

import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.stream.Health;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One autoscaler as the scaling view shows it.
 *
 * @param component id of the service that it scales; its own id where there is none
 * @param explanation the sentence why it scales or does not
 * @param source what reported it
 */
public record Autoscaler(
    ResourceId id,
    String component,
    String name,
    Health health,
    int current,
    int desired,
    int least,
    int most,
    List<Measure> measures,
    Sentence explanation,
    Optional<Instant> lastScaled,
    String source,
    Instant knownAt,
    boolean stale) {
  public Autoscaler {
    measures = List.copyOf(measures);
  }

  /**
   * One metric against its target.
   *
   * @param current absent while it cannot be read
   * @param unit {@code %} for utilization of the request
   * @param points what was seen of it, in ascending time
   */
  public record Measure(
      String name,
      double target,
      Optional<Double> current,
      String unit,
      List<Series.Point> points) {
    public Measure {
      points = List.copyOf(points);
    }

    /** Whether it asks for more pods. */
    public boolean above() {
      return current.filter(c -> c > target).isPresent();
    }
  }
}
