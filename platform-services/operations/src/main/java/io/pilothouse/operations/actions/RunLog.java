package io.pilothouse.operations.actions;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run under way: each entry goes through the state machine, then to disk, then to those who
 * watch. Used by the one thread that runs the action.
 */
final class RunLog {
  private static final Logger log = LoggerFactory.getLogger(RunLog.class);

  private final RunJournal.Open journal;
  private final Clock clock;
  private final Consumer<ActionRun> watcher;
  private RunState state;
  private boolean torn;
  private Optional<Current> current = Optional.empty();

  RunLog(RunState state, RunJournal.Open journal, Clock clock, Consumer<ActionRun> watcher) {
    this.state = state;
    this.journal = journal;
    this.clock = clock;
    this.watcher = watcher;
    publish();
  }

  RunState state() {
    return state;
  }

  RunProgress progress() {
    return state.progress();
  }

  Instant now() {
    return clock.instant();
  }

  /** Milliseconds since the run began. */
  long elapsed() {
    return Duration.between(progress().opened().at(), now()).toMillis();
  }

  String baseline(String key) {
    return progress().opened().baseline().getOrDefault(key, "");
  }

  ActionRun run() {
    return state.asRun(current.map(c -> c.asStep(now())));
  }

  /**
   * Moves the run on.
   *
   * @throws RunEnds if the line cannot be kept and nothing was asked for yet; later the run goes on
   *     without its journal, because what was begun must be seen to its end
   */
  void append(RunEntry entry) throws RunEnds {
    RunState next = state.next(entry);
    try {
      if (!torn) {
        journal.append(entry);
      }
    } catch (IOException e) {
      torn = true;
      log.error("run={} journal cannot be written: {}", progress().plan().id(), e.toString());
      if (next instanceof RunState.Journaled || state instanceof RunState.Journaled) {
        throw new RunEnds(
            Outcome.FAILED, Sentence.of("operations.journal.unwritable", Actions.said(e)));
      }
    }
    state = next;
    publish();
  }

  /** Ends the run. The last line may be lost with the disk; the end is shown all the same. */
  void end(Outcome outcome, Sentence sentence) {
    Sentence told =
        torn
            ? Sentence.paragraph(List.of(sentence, Sentence.of("operations.journal.torn")))
            : sentence;
    var ended = new RunEntry.Ended(now(), outcome, told);
    current = Optional.empty();
    try {
      append(ended);
    } catch (RunEnds e) {
      state = state.next(ended);
      publish();
    }
    log.info(
        "run={} action={} target={} outcome={} millis={} {}",
        progress().plan().id(),
        progress().plan().intent().action(),
        progress().plan().target(),
        outcome,
        elapsed(),
        told);
  }

  /** Does a step and measures it. What the body returns is the step's detail. */
  void step(String name, Body body) throws RunEnds, ControlException, InterruptedException {
    Instant began = now();
    current = Optional.of(new Current(name, began, Optional.empty()));
    publish();
    try {
      Optional<Sentence> detail = body.run();
      ended(name, began, Outcome.SUCCEEDED, detail);
    } catch (RunEnds e) {
      ended(name, began, e.outcome(), Optional.of(e.sentence()));
      throw e;
    } catch (ControlException e) {
      boolean unknown = e instanceof ControlException.OutcomeUnknown;
      ended(name, began, unknown ? Outcome.UNKNOWN : Outcome.FAILED, Optional.of(e.sentence()));
      throw e;
    } finally {
      current = Optional.empty();
    }
  }

  /** Says what the step under way sees, without writing it down. */
  void sees(Sentence detail) {
    current = current.map(c -> new Current(c.name(), c.began(), Optional.of(detail)));
    publish();
  }

  private void ended(String name, Instant began, Outcome outcome, Optional<Sentence> detail)
      throws RunEnds {
    long millis = Duration.between(began, now()).toMillis();
    current = Optional.empty();
    append(new RunEntry.StepEnded(now(), name, millis, outcome, detail));
  }

  private void publish() {
    watcher.accept(run());
  }

  /** What a step does. */
  @FunctionalInterface
  interface Body {
    Optional<Sentence> run() throws RunEnds, ControlException, InterruptedException;
  }

  private record Current(String name, Instant began, Optional<Sentence> detail) {
    ActionRun.Step asStep(Instant now) {
      return new ActionRun.Step(
          name, Duration.between(began, now).toMillis(), Outcome.RUNNING, detail);
    }
  }
}
