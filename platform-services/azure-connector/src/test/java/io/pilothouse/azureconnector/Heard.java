package io.pilothouse.azureconnector;

import static org.awaitility.Awaitility.await;

import io.pilothouse.sharedmodel.estate.Observation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a source said, in order. */
final class Heard implements Consumer<Observation> {
  private final List<Observation> observations = new CopyOnWriteArrayList<>();

  @Override
  public void accept(Observation observation) {
    observations.add(observation);
  }

  /** Waits until an observation of the type came after the first {@code after}. */
  <O extends Observation> O next(Class<O> type, int after) {
    return next(type, after, o -> true);
  }

  <O extends Observation> O next(Class<O> type, int after, Predicate<O> fits) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                observations.stream()
                    .skip(after)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .filter(fits)
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  int count() {
    return observations.size();
  }

  List<Observation> all() {
    return List.copyOf(observations);
  }
}
