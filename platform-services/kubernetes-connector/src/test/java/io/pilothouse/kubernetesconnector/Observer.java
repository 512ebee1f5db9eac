package io.pilothouse.kubernetesconnector;

import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Reducer;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.SourceState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens to a source and folds what it says, as the engine does. */
final class Observer implements AutoCloseable {
  final List<Observation> heard = new CopyOnWriteArrayList<>();
  private final ObservationSource source;
  private volatile Snapshot snapshot;

  Observer(ObservationSource source) {
    this.source = source;
    this.snapshot = Reducer.expecting(Snapshot.empty(), source.id(), source.period());
    source.start(observation -> {
      heard.add(observation);
      snapshot = Reducer.reduce(snapshot, List.of(observation));
    });
  }

  Snapshot snapshot() {
    return snapshot;
  }

  SourceState state() {
    return Optional.ofNullable(snapshot.sources().get(source.id())).orElseThrow();
  }

  <R extends Resource> Optional<R> find(Class<R> type, String name) {
    return snapshot.all(type).stream().filter(r -> r.name().equals(name)).findFirst();
  }

  <O extends Observation> long count(Class<O> type) {
    return heard.stream().filter(type::isInstance).count();
  }

  @Override
  public void close() {
    source.close();
  }
}
