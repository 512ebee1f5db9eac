package io.pilothouse.operations.world;

import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source that says what the test has it say. */
public final class ScriptedSource implements ObservationSource {
  private final SourceId id;
  private final Duration period;
  private final Clock clock;
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile @Nullable Consumer<Observation> sink;
  private volatile boolean closed;
  private long sequence;

  public ScriptedSource(SourceId id, Duration period, Clock clock) {
    this.id = id;
    this.period = period;
    this.clock = clock;
  }

  @Override
  public SourceId id() {
    return id;
  }

  @Override
  public Duration period() {
    return period;
  }

  @Override
  public void start(Consumer<Observation> sink) {
    this.sink = sink;
    started.countDown();
  }

  @Override
  public void close() {
    closed = true;
  }

  public boolean closed() {
    return closed;
  }

  public void lists(Resource... resources) {
    say(new Observation.Resynced(id, next(), clock.instant(), List.of(resources)));
  }

  public void lists(List<? extends Resource> resources) {
    say(new Observation.Resynced(id, next(), clock.instant(), List.copyOf(resources)));
  }

  public void sees(Resource resource) {
    say(new Observation.Upserted(id, next(), clock.instant(), resource));
  }

  public void measures(Measurement... measurements) {
    say(new Observation.Measured(id, next(), clock.instant(), List.of(measurements)));
  }

  public void confirms() {
    say(new Observation.Confirmed(id, next(), clock.instant()));
  }

  public void isCut(String reason) {
    say(new Observation.SourceLost(id, next(), clock.instant(), Sentence.verbatim(reason)));
  }

  private synchronized long next() {
    return ++sequence;
  }

  private void say(Observation observation) {
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Consumer<Observation> to = sink;
    if (to != null) {
      to.accept(observation);
    }
  }
}
