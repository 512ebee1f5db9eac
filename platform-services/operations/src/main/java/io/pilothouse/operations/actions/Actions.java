package io.pilothouse.operations.actions;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session.Refused;
import io.pilothouse.sharedmodel.stream.Session.Unavailable;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans and runs actions. Every run is written down before its effect, its guards are asked again
 * when it is executed, and what was interrupted is resolved by looking. Methods block on the
 * network; call them from virtual threads, several at a time if need be.
 */
public final class Actions {
  private static final Logger log = LoggerFactory.getLogger(Actions.class);

  private final Procedures procedures;
  private final RunJournal journal;
  private final Audit audit;
  private final Supplier<Estate> estate;
  private final Clock clock;
  private final String operator;
  private final Runnable onChange;
  private final OpenPlans plans = new OpenPlans();
  private final Map<String, ActionRun> runs = new ConcurrentHashMap<>();

  /**
   * @param estate what is known now
   * @param onChange called after every change of {@link #runs}, on the thread that runs the action
   */
  public Actions(
      Procedures procedures,
      RunJournal journal,
      Supplier<Estate> estate,
      Clock clock,
      String operator,
      Runnable onChange) {
    this.procedures = procedures;
    this.journal = journal;
    this.audit = new Audit(journal);
    this.estate = estate;
    this.clock = clock;
    this.operator = operator;
    this.onChange = onChange;
  }

  /** The runs of this session and those that it read back, newest first. */
  public List<ActionRun> runs() {
    return runs.values().stream()
        .sorted(Comparator.comparing(ActionRun::startedAt).reversed())
        .toList();
  }

  /** Every run that was journaled, newest first; those of this session as they stand now. */
  public List<ActionRun> audit() {
    var all = new ArrayList<ActionRun>();
    for (ActionRun run : journaled()) {
      all.add(runs.getOrDefault(run.id(), run));
    }
    return all;
  }

  private List<ActionRun> journaled() {
    try {
      return audit.runs();
    } catch (IOException e) {
      throw new Unavailable(Sentence.of("operations.journal.unreadable", said(e)));
    }
  }

  /** Plans an action. */
  public Plan plan(Intent intent) {
    String id = UUID.randomUUID().toString();
    Procedure procedure = procedures.of(intent, estate, () -> otherRun(intent, id));
    try {
      Procedure.Prepared prepared = procedure.prepare(id);
      Procedure.Prepared timed =
          new Procedure.Prepared(withUsualTime(prepared.plan()), prepared.baseline());
      plans.remember(timed, clock.instant());
      log.info(
          "plan={} action={} target={} allowed={}",
          id,
          intent.action(),
          timed.plan().target(),
          timed.plan().allowed());
      return timed.plan();
    } catch (ControlException.Rejected e) {
      throw new Refused(e.sentence());
    } catch (ControlException e) {
      throw new Unavailable(e.sentence());
    }
  }

  private Plan withUsualTime(Plan plan) {
    Optional<Long> usual = Optional.empty();
    try {
      usual = audit.usualMillis(plan.intent(), plan.target());
    } catch (IOException e) {
      log.warn("journal cannot be read for the usual time: {}", e.toString());
    }
    return new Plan(
        plan.id(),
        plan.intent(),
        plan.target(),
        plan.plannedAt(),
        plan.changes(),
        plan.affected(),
        plan.irreversible(),
        plan.guards(),
        plan.objectives(),
        usual,
        plan.typedName());
  }

  private boolean otherRun(Intent intent, String exceptId) {
    return audit().stream()
        .anyMatch(r ->
            r.outcome() == Outcome.RUNNING
                && !r.id().equals(exceptId)
                && r.action().equals(intent.action())
                && r.intent().target().equalsIgnoreCase(intent.target()));
  }

  /** Runs a plan to its end. */
  public ActionRun execute(Plan plan, Approval approval) throws InterruptedException {
    Procedure.Prepared prepared = plans.take(plan, approval, clock.instant());
    var opened =
        new RunEntry.Opened(clock.instant(), prepared.plan(), approval, prepared.baseline());
    Procedure procedure =
        procedures.of(plan.intent(), estate, () -> otherRun(plan.intent(), plan.id()));
    RunJournal.Open open;
    try {
      open = journal.begin(opened);
    } catch (IOException e) {
      throw new Unavailable(Sentence.of("operations.journal.unwritable", said(e)));
    }
    return drive(RunState.opened(opened), open, procedure::execute);
  }

  /**
   * Looks for runs that were begun and not ended and that no living process holds, and brings each
   * to an end. Those whose platform is not connected stay as they are.
   */
  public void resumeInterrupted() throws InterruptedException {
    List<RunJournal.Journaled> journals;
    try {
      journals = journal.all();
    } catch (IOException e) {
      log.warn("journal cannot be read, interrupted runs are not resumed: {}", e.toString());
      return;
    }
    for (RunJournal.Journaled journaled : journals) {
      Optional<RunState> state = Audit.state(journaled);
      if (state.isPresent() && !(state.get() instanceof RunState.Ended)) {
        resume(journaled.runId(), state.get());
      }
    }
  }

  private void resume(String runId, RunState seen) throws InterruptedException {
    Intent intent = seen.progress().plan().intent();
    Procedure procedure;
    Optional<RunJournal.Open> open;
    try {
      procedure = procedures.of(intent, estate, () -> false);
      open = journal.takeOver(runId);
    } catch (Unavailable | Refused e) {
      log.warn("run={} was interrupted and cannot be looked at yet: {}", runId, e.getMessage());
      return;
    } catch (IOException e) {
      log.warn("run={} was interrupted and its journal is not writable: {}", runId, e.toString());
      return;
    }
    if (open.isPresent()) {
      log.info("run={} was interrupted as {}", runId, seen.getClass().getSimpleName());
      var _ =
          drive(
              seen,
              open.get(),
              l -> {
                l.append(new RunEntry.Resumed(l.now(), operator));
                procedure.resume(l);
              });
    }
  }

  private ActionRun drive(RunState state, RunJournal.Open open, Work work)
      throws InterruptedException {
    try (open) {
      var runLog = new RunLog(state, open, clock, this::changed);
      try {
        work.on(runLog);
      } catch (RunEnds e) {
        runLog.end(e.outcome(), e.sentence());
      } catch (RuntimeException e) {
        log.error("run={} failed in the engine", state.progress().plan().id(), e);
        boolean untouched = runLog.state() instanceof RunState.Journaled;
        if (!(runLog.state() instanceof RunState.Ended)) {
          runLog.end(
              untouched ? Outcome.FAILED : Outcome.UNKNOWN,
              untouched
                  ? Sentence.of("operations.run.engine-failed-before", e.toString())
                  : Sentence.of("operations.run.engine-failed-after", e.toString()));
        }
      }
      return runLog.run();
    }
  }

  static String said(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private void changed(ActionRun run) {
    runs.put(run.id(), run);
    onChange.run();
  }

  /** What is done with a run's log. */
  @FunctionalInterface
  private interface Work {
    void on(RunLog log) throws RunEnds, InterruptedException;
  }
}
