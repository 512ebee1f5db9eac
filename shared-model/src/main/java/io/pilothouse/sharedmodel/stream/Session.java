package io.pilothouse.sharedmodel.stream;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The one interface through which a client sees and changes a system. It does not tell whether the
 * engine runs in this process or on a server. All methods may be called from any thread; none
 * blocks on the network but those that return a future, which complete on a thread of the session.
 */
public interface Session extends AutoCloseable {
  /** The blueprint; absent where the map is discovered. */
  Optional<Blueprint> blueprint();

  /** The newest state. */
  SystemState current();

  /**
   * Calls the listener with the current state at once, then with each newer one, never two at a
   * time, on a thread of the session. A slow listener misses states in between, never the newest.
   */
  Subscription subscribe(Consumer<Frame> listener);

  /**
   * Points of a metric between two moments, downsampled to at most {@code maximumPoints}. Fails
   * with {@link Unavailable}.
   */
  CompletableFuture<Series> series(
      ResourceId resource, String metric, Instant from, Instant to, int maximumPoints);

  /**
   * Plans an action: what would change, and the verdict of each guard. Changes nothing. Fails with
   * {@link Unavailable} or {@link Refused}.
   */
  CompletableFuture<Plan> plan(Intent intent);

  /**
   * Runs a plan that this session made. Guards are asked again. The run is in {@link
   * SystemState#runs} while it goes on; the future completes at its end. Fails with {@link
   * Refused}.
   */
  CompletableFuture<ActionRun> execute(Plan plan, Approval approval);

  /** The audit, newest first: every run that was journaled, of earlier sessions too. */
  CompletableFuture<List<ActionRun>> audit();

  @Override
  void close();

  /** Ends the calls to a listener. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * What was asked for cannot be reached now. It says what, and what to do; the message is the
   * sentence in English.
   */
  final class Unavailable extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    private final transient Sentence sentence;

    public Unavailable(Sentence sentence) {
      super(sentence.toString());
      this.sentence = sentence;
    }

    /** What is said to a person. */
    public Sentence sentence() {
      return sentence;
    }
  }

  /**
   * What was asked for is not allowed or does not exist. It says what, why, and the remedy; the
   * message is the sentence in English.
   */
  final class Refused extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    private final transient Sentence sentence;

    public Refused(Sentence sentence) {
      super(sentence.toString());
      this.sentence = sentence;
    }

    /** What is said to a person. */
    public Sentence sentence() {
      return sentence;
    }
  }
}
