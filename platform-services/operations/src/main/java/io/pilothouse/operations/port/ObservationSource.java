package io.pilothouse.operations.port;

import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.SourceId;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Something that observes a part of the estate for as long as it is open, and reconnects by itself.
 */
public interface ObservationSource extends AutoCloseable {
  /** Its name; every observation that it makes carries it. */
  SourceId id();

  /**
   * It says something, if only that nothing changed, at least once in this time while it can see.
   */
  Duration period();

  /**
   * Starts observing and returns at once. The sink may be called from any thread, one call at a
   * time, and never blocks.
   */
  void start(Consumer<Observation> sink);

  @Override
  void close();
}
