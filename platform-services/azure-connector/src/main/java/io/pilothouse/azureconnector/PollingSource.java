package io.pilothouse.azureconnector;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again and again on one virtual thread and tells what it heard: the common pace of the
 * sources. A question that fails says that the source is lost, once for each reason; the next that
 * is answered brings it back.
 */
final class PollingSource implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PollingSource.class);

  /** What a source hears when it asks once. */
  @FunctionalInterface
  interface Question {
    /**
     * @param lost whether the last time failed, so that everything has to be told anew
     */
    Answer ask(boolean lost) throws ControlException, InterruptedException;
  }

  /** The same for what takes more than one observation to be told. */
  @FunctionalInterface
  interface Questions {
    /** See {@link Question#ask}. At least one answer. */
    List<Answer> ask(boolean lost) throws ControlException, InterruptedException;
  }

  /** Makes the observation once its sequence and time are known. */
  @FunctionalInterface
  interface Answer {
    Observation observed(SourceId source, long sequence, Instant at);
  }

  private final SourceId id;
  private final Duration every;
  private final Clock clock;
  private final Questions question;
  private final ScheduledExecutorService scheduler;
  private @Nullable ScheduledFuture<?> rounds;
  private long sequence; // of the polling thread, as the next two
  private boolean lost = true;
  private Optional<Sentence> lostFor = Optional.empty();

  PollingSource(SourceId id, Duration every, Clock clock, Question question) {
    this(every, id, clock, lost -> List.of(question.ask(lost)));
  }

  static PollingSource telling(SourceId id, Duration every, Clock clock, Questions questions) {
    return new PollingSource(every, id, clock, questions);
  }

  private PollingSource(Duration every, SourceId id, Clock clock, Questions question) {
    this.id = id;
    this.every = every;
    this.clock = clock;
    this.question = question;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("poll-" + id.value()).factory());
  }

  void start(Consumer<Observation> sink) {
    rounds =
        scheduler.scheduleAtFixedRate(
            () -> round(sink), 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    if (rounds != null) {
      rounds.cancel(true);
    }
    scheduler.shutdownNow();
  }

  private void round(Consumer<Observation> sink) {
    try {
      List<Answer> answers = question.ask(lost);
      if (lostFor.isPresent()) {
        log.info("source {} is back", id);
      }
      lost = false;
      lostFor = Optional.empty();
      for (Answer answer : answers) {
        sink.accept(answer.observed(id, sequence++, clock.instant()));
      }
    } catch (ControlException e) {
      // What a call that was held back says is not why the source was lost.
      if (lostFor.isEmpty() || !AzureFailures.isHeldBack(e)) {
        lose(e.sentence(), sink);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A scheduled task that throws never runs again, and the source would be silent for ever.
      log.warn("source {} broke", id, e);
      lose(Sentence.of("azure.not-understood"), sink);
    }
  }

  private void lose(Sentence reason, Consumer<Observation> sink) {
    lost = true;
    if (!lostFor.equals(Optional.of(reason)) && !Thread.currentThread().isInterrupted()) {
      lostFor = Optional.of(reason);
      log.info("source {} is lost: {}", id, reason);
      sink.accept(new Observation.SourceLost(id, sequence++, clock.instant(), reason));
    }
  }
}
