package io.pilothouse.localtwin.rehearsal;

import io.pilothouse.localtwin.ControlAddress;
import io.pilothouse.localtwin.TwinException;
import io.pilothouse.localtwin.control.TwinControl;
import io.pilothouse.localtwin.scenario.Casting;
import io.pilothouse.localtwin.scenario.Scenario;
import io.pilothouse.localtwin.scenario.Scenario.Expectation;
import io.pilothouse.localtwin.scenario.Scenario.Happening;
import io.pilothouse.localtwin.scenario.Scenario.Response;
import io.pilothouse.localtwin.scenario.Scenario.Step;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario on a running twin. It looks ten times a second at what the product's
 * session shows; faults and deeds are done in order by one thread of its own. However it ends, the
 * faults are mended.
 */
public final class Rehearsal {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** What is solved has to stay so for as long. */
  private static final Duration STEADY = Duration.ofSeconds(3);

  /**
   * How long the twin may take to be healthy, before and after: a cache that lost its entries is
   * warm again only after minutes when few visitors come, as at night.
   */
  private static final Duration CALM_WITHIN = Duration.ofMinutes(5);

  private final Scenario scenario;
  private final Casting casting;
  private final Blueprint blueprint;
  private final Session session;
  private final Instant watchedSince;
  private final Connection connection;
  private final ControlAddress address;
  private final InstantSource clock;
  private final Consumer<Report.Moment> progress;
  private final Judge judge;
  private final List<Report.Moment> timeline = new ArrayList<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Deque<Response> responses = new ArrayDeque<>();

  /** Guarded by this, as are the fields above and below it. */
  private Milestones milestones;

  /** Signals that showed before anything was wrong. */
  private Set<Expectation> before = Set.of();

  private int underWay;
  private @Nullable Instant holdsSince;
  private Optional<Sentence> failed = Optional.empty();

  /** Completes with the reason why it is not solved, empty if it is. */
  private final CompletableFuture<Optional<Sentence>> over = new CompletableFuture<>();

  /**
   * A rehearsal.
   *
   * @param session the product's, on the twin
   * @param watchedSince when that session was opened
   * @param connection by which the twin is reached
   * @param address where its faults are asked for
   * @param scripted whether the scenario's responder acts; else people do
   * @param progress takes each line of the timeline as it comes, on a thread of the rehearsal
   */
  public Rehearsal(
      Scenario scenario,
      Blueprint blueprint,
      Session session,
      Instant watchedSince,
      Connection connection,
      ControlAddress address,
      boolean scripted,
      InstantSource clock,
      Consumer<Report.Moment> progress) {
    this.scenario = scenario;
    this.blueprint = blueprint;
    this.casting = Casting.of(scenario, blueprint);
    this.session = session;
    this.watchedSince = watchedSince;
    this.connection = connection;
    this.address = address;
    this.clock = clock;
    this.progress = progress;
    this.judge = new Judge(scenario, casting);
    this.milestones = Milestones.begun(clock.instant());
    steps.addAll(scenario.steps());
    if (scripted) {
      responses.addAll(scenario.responses());
    }
  }

  /** Plays it to its end. Blocks; a run is for one call. */
  public Report run() {
    untilWatched();
    Optional<List<Sentence>> unrest = untilCalm();
    if (unrest.isPresent()) {
      return unsolved(Sentence.of("rehearsal.unsolved.before", unrest.get()));
    }
    Optional<WriteWitness> witness = witness();
    String holder = "rehearsal-" + ProcessHandle.current().pid() + "-" + scenario.name();
    try (var control = new TwinControl(address, holder)) {
      Optional<Sentence> end = play(control);
      Optional<Instant> recovered =
          end.isPresent() ? Optional.empty() : Optional.ofNullable(holdsSince);
      control.mendAll();
      Optional<WriteWitness.Finding> rows = witness.map(w -> w.finish(Duration.ofSeconds(30)));
      Optional<List<Sentence>> after = untilCalm();
      return report(end, recovered, rows, after);
    } catch (TwinException | DeedFailedException e) {
      return unsolved(Sentence.verbatim(String.valueOf(e.getMessage())));
    } finally {
      witness.ifPresent(WriteWitness::close);
    }
  }

  /** Ends it before its time; what goes wrong is mended. Does nothing once it is over. */
  public void stop() {
    over.complete(Optional.of(Sentence.of("rehearsal.unsolved.stopped")));
  }

  /** Plays until it is solved, or the reason why it is not. */
  private Optional<Sentence> play(TwinControl control) {
    var hands =
        new Hands(
            session,
            new ClusterCalls(
                Path.of(connection.kubernetes().orElseThrow().kubeconfig().orElseThrow())),
            connection.azure().map(AzureCalls::new),
            casting,
            clock);
    synchronized (this) {
      milestones = Milestones.begun(clock.instant());
      before = judge.signals(session.current());
    }
    ExecutorService doing =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("rehearsal").factory());
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rehearsal-look").factory());
    try {
      var _ =
          looking.scheduleWithFixedDelay(
              () -> {
                try {
                  look(control, hands, doing);
                } catch (RuntimeException e) {
                  over.completeExceptionally(e);
                }
              },
              0,
              LOOK_EVERY.toMillis(),
              TimeUnit.MILLISECONDS);
      return over.join();
    } finally {
      looking.shutdownNow();
      doing.shutdownNow();
    }
  }

  private synchronized void look(TwinControl control, Hands hands, ExecutorService doing) {
    Instant now = clock.instant();
    SystemState state = session.current();
    Milestones last = milestones;
    milestones = milestones.seen(judge.signalled(state, before), judge.explained(state), now);
    if (last.signal().isEmpty() && milestones.signal().isPresent()) {
      tell(Sentence.of("rehearsal.signal", Judge.shown(state)));
    }
    if (last.cause().isEmpty() && milestones.cause().isPresent()) {
      tell(Sentence.of("rehearsal.cause", state.causes().getFirst().sentence()));
    }
    startDue(steps, Step::at, now, doing, step -> happen(step, control));
    startDue(responses, Response::at, now, doing, response -> respond(response, hands));
    List<Sentence> unsolved = judge.unsolved(state);
    boolean done =
        steps.isEmpty()
            && responses.isEmpty()
            && underWay == 0
            && milestones.signal().isPresent()
            && unsolved.isEmpty();
    if (!done) {
      holdsSince = null;
    } else if (holdsSince == null) {
      holdsSince = now;
      tell(Sentence.of("rehearsal.solved"));
    }
    if (failed.isPresent()) {
      over.complete(failed);
    } else if (holdsSince != null && !now.isBefore(holdsSince.plus(STEADY))) {
      over.complete(Optional.empty());
    } else if (now.isAfter(milestones.begin().plus(scenario.within()))) {
      over.complete(Optional.of(missing(unsolved, state)));
    }
  }

  private <T> void startDue(
      Deque<T> waiting,
      Function<T, Scenario.Moment> moment,
      Instant now,
      ExecutorService doing,
      Consumer<T> deed) {
    while (!waiting.isEmpty() && milestones.reached(moment.apply(waiting.peekFirst()), now)) {
      T next = waiting.removeFirst();
      underWay++;
      doing.execute(() -> {
        try {
          deed.accept(next);
        } catch (TwinException | DeedFailedException e) {
          fail(Sentence.verbatim(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
          fail(Sentence.verbatim(e.toString()));
        } finally {
          ended();
        }
      });
    }
  }

  private void happen(Step step, TwinControl control) {
    switch (step.happening()) {
      case Happening.Break(String fault, Map<String, String> arguments) -> {
        var filled = new HashMap<String, String>();
        arguments.forEach((name, value) -> filled.put(name, casting.fill(value)));
        synchronized (this) {
          tell(Sentence.of("rehearsal.fault", fault, String.join(", ", filled.values())));
        }
        String id = control.inject(fault, filled);
        synchronized (this) {
          step.label().ifPresent(label -> labels.put(label, id));
        }
      }
      case Happening.Mend(String label) -> {
        Optional<String> id;
        synchronized (this) {
          id = Optional.ofNullable(labels.get(label));
          tell(Sentence.of("rehearsal.mended", label));
        }
        id.ifPresent(control::mend);
      }
    }
  }

  private void respond(Response response, Hands hands) {
    synchronized (this) {
      milestones = milestones.acted(clock.instant());
      tell(Sentence.of("rehearsal.action", Hands.words(response.deed(), casting)));
    }
    Sentence done = hands.perform(response.deed());
    synchronized (this) {
      tell(Sentence.of("rehearsal.done", done));
    }
  }

  private synchronized void ended() {
    underWay--;
  }

  private synchronized void fail(Sentence why) {
    tell(Sentence.of("rehearsal.failed", why));
    failed = failed.or(() -> Optional.of(why));
  }

  private Sentence missing(List<Sentence> unsolved, SystemState state) {
    var missing = new ArrayList<Sentence>();
    if (milestones.signal().isEmpty()) {
      missing.add(Sentence.of("rehearsal.unsolved.signal"));
    }
    if (!responses.isEmpty()) {
      missing.add(Sentence.of("rehearsal.unsolved.waiting", responses.getFirst().at().after()));
    }
    missing.addAll(unsolved);
    return Sentence.of("rehearsal.unsolved", missing, Judge.shown(state));
  }

  private void untilWatched() {
    long millis =
        Duration.between(clock.instant(), watchedSince.plus(scenario.watched())).toMillis();
    if (millis > 0) {
      progress.accept(
          new Report.Moment(-millis, Sentence.of("rehearsal.watching", Duration.ofMillis(millis))));
      over.copy().completeOnTimeout(Optional.empty(), millis, TimeUnit.MILLISECONDS).join();
    }
  }

  private Optional<List<Sentence>> untilCalm() {
    var calm = new CompletableFuture<Boolean>();
    try (var _ =
        session.subscribe(frame -> {
          if (Judge.disturbances(session.current()).isEmpty()) {
            calm.complete(true);
          }
        })) {
      calm.completeOnTimeout(false, CALM_WITHIN.toSeconds(), TimeUnit.SECONDS);
      return calm.join() ? Optional.empty() : Optional.of(Judge.disturbances(session.current()));
    }
  }

  /** On the server that the scenario is about, else on the first with a standby, else the first. */
  private Optional<WriteWitness> witness() {
    return casting.parts().values().stream()
        .map(part -> part.getOrDefault("name", ""))
        .filter(connection.databases()::containsKey)
        .filter(name ->
            blueprint.databaseServers().stream().anyMatch(s -> s.resourceName().equals(name)))
        .findFirst()
        .or(() -> blueprint.databaseServers().stream().findFirst().map(s -> s.resourceName()))
        .map(name -> connection.databases().get(name))
        .map(database -> WriteWitness.start(database.url()));
  }

  private synchronized Report report(
      Optional<Sentence> end,
      Optional<Instant> recovered,
      Optional<WriteWitness.Finding> rows,
      Optional<List<Sentence>> after) {
    Optional<Long> lost = rows.flatMap(WriteWitness.Finding::lost);
    Optional<Sentence> reason =
        end.or(() ->
                milestones.cause().isPresent()
                    ? Optional.empty()
                    : Optional.of(Sentence.of("rehearsal.unsolved.cause")))
            .or(() ->
                lost.filter(l -> l > scenario.rowsLost().rows())
                    .map(l -> Sentence.of("rehearsal.unsolved.rows", l)))
            .or(() ->
                rows.isPresent() && lost.isEmpty()
                    ? Optional.of(Sentence.of("rehearsal.unsolved.uncounted"))
                    : Optional.empty())
            .or(() -> after.map(why -> Sentence.of("rehearsal.unsolved.after", why)));
    List<ActionRun> runs = runs();
    return new Report(
        scenario.name(),
        blueprint.system(),
        milestones.begin(),
        reason.isEmpty(),
        milestones.millis(milestones.signal()),
        milestones.millis(milestones.cause()),
        milestones.millis(firstAction(runs)),
        milestones.millis(recovered),
        lost,
        rows.map(WriteWitness.Finding::writeGapMillis),
        unnecessary(runs),
        reason,
        timeline);
  }

  private Report unsolved(Sentence reason) {
    return new Report(
        scenario.name(),
        blueprint.system(),
        clock.instant(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.of(reason),
        timeline);
  }

  /** The product's actions since the beginning, of this session or another. */
  private List<ActionRun> runs() {
    return session.audit().join().stream()
        .filter(run -> !run.startedAt().isBefore(milestones.begin()))
        .toList();
  }

  private Optional<Instant> firstAction(List<ActionRun> runs) {
    return milestones
        .action()
        .or(() -> runs.stream().map(ActionRun::startedAt).min(Instant::compareTo));
  }

  /** Actions of a kind that the scenario's responder does not take, or more of it than he does. */
  private int unnecessary(List<ActionRun> runs) {
    var wanted = new ArrayList<String>();
    for (Response response : scenario.responses()) {
      switch (response.deed()) {
        case Scenario.Deed.Rollback _ -> wanted.add("rollback");
        case Scenario.Deed.Failover _ -> wanted.add("failover");
        default -> {}
      }
    }
    return (int) runs.stream().filter(run -> !wanted.remove(run.action())).count();
  }

  private void tell(Sentence what) {
    var moment =
        new Report.Moment(Duration.between(milestones.begin(), clock.instant()).toMillis(), what);
    timeline.add(moment);
    progress.accept(moment);
  }
}
