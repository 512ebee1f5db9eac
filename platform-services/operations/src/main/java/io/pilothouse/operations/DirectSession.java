package io.pilothouse.operations;

import io.pilothouse.operations.actions.Actions;
import io.pilothouse.operations.actions.JournalFolder;
import io.pilothouse.operations.actions.Procedures;
import io.pilothouse.operations.binding.Bindings;
import io.pilothouse.operations.binding.BoundNames;
import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.operations.history.SeriesReader;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Session;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session whose engine runs in this process, with the operator's own access. One thread, the
 * engine's, owns the picture: sources hand observations to it, at most twenty times a second it
 * takes what has come, judges, and hands a new state to the subscribers. Opening returns at once
 * with a first state in which every source is awaited.
 */
public final class DirectSession implements Session {
  private static final Logger log = LoggerFactory.getLogger(DirectSession.class);

  /** A state is made at most this often. */
  private static final Duration BATCH = Duration.ofMillis(50);

  /** How often time is let pass when nothing is heard. */
  private static final Duration TICK = Duration.ofMillis(250);

  /** Values grow old without an observation: the state is judged again at least this often. */
  private static final Duration REFRESH = Duration.ofSeconds(1);

  private static final int INBOX = 20_000;

  private final SessionSetup setup;
  private final MeasurementHistory history = new MeasurementHistory();
  private final ObservationInbox inbox = new ObservationInbox(INBOX);
  private final Audience audience;
  private final AtomicBoolean drainPending = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ScheduledExecutorService engineThread;
  private final Calls calls = new Calls();
  private final SeriesReader series;
  private final Actions actions;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean publishPending = new AtomicBoolean();

  /** Owned by the engine's thread. */
  private final Engine engine;

  /** What the last state cost, so that a huge estate gets fewer. Written by the engine's thread. */
  private volatile long lastCostNanos;

  /** Owned by the engine's thread. */
  private Instant lastPublished;

  private DirectSession(SessionSetup setup) {
    this.setup = setup;
    this.engine = new Engine(setup, history);
    this.series = new SeriesReader(history, setup.metricHistory());
    this.actions =
        new Actions(
            new Procedures(
                setup.blueprint(),
                setup.deployments(),
                setup.databases(),
                setup.writeProbe(),
                this::pause),
            new JournalFolder(setup.journal().resolve(folderOf(setup.system()))),
            this::estate,
            setup.clock(),
            setup.operator(),
            this::runChanged);
    this.lastPublished = setup.clock().instant();
    this.audience = new Audience(engine.state(lastPublished, List.of()));
    this.engineThread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pilothouse-engine").factory());
  }

  /** Opens a session and starts its sources. Waits for none of them. */
  public static DirectSession open(SessionSetup setup) {
    var session = new DirectSession(setup);
    session.start();
    return session;
  }

  private void start() {
    var _ =
        engineThread.scheduleWithFixedDelay(
            guarded(this::tick), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    for (ObservationSource source : setup.sources()) {
      calls.start(() -> start(source));
    }
    calls.start(this::resumeInterrupted);
  }

  /** A source that does not even start is lost, and the others go on. */
  private void start(ObservationSource source) {
    try {
      source.start(this::observed);
    } catch (RuntimeException e) {
      log.warn("source {} did not start: {}", source.id(), e.toString());
      observed(
          new Observation.SourceLost(
              source.id(),
              0,
              setup.clock().instant(),
              Sentence.of("operations.source.did-not-start", String.valueOf(e.getMessage()))));
    }
  }

  /** What actions look at: the newest picture, by the names that components are bound to. */
  private Estate estate() {
    Snapshot snapshot = current().snapshot();
    return new Estate(
        snapshot,
        setup.clock().instant(),
        Map.of(),
        setup.blueprint().map(b -> BoundNames.of(b, Bindings.of(b, snapshot))).orElseGet(Map::of));
  }

  /** Runs of one system are never taken for those of another. */
  private static String folderOf(String system) {
    String name = system.replaceAll("[^A-Za-z0-9._-]", "_");
    return name.replaceAll("\\.+", ".").equals(".") ? "_" : name;
  }

  private void resumeInterrupted() {
    try {
      actions.resumeInterrupted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A run changed: it is shown with the next state, soon. */
  private void runChanged() {
    if (publishPending.compareAndSet(false, true)) {
      onEngine(
          () -> {
            publishPending.set(false);
            publish();
          },
          BATCH);
    }
  }

  /** Waits without holding up the end of the session. */
  private void pause(Duration time) throws InterruptedException {
    if (closing.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("the session ends");
    }
  }

  private void observed(Observation observation) {
    if (closed.get()) {
      return;
    }
    inbox.offer(observation);
    if (drainPending.compareAndSet(false, true)) {
      onEngine(this::drain, batch());
    }
  }

  /** At least the batch time, and four times what the last state cost. */
  private Duration batch() {
    Duration costly = Duration.ofNanos(lastCostNanos * 4);
    return costly.compareTo(BATCH) > 0 ? costly : BATCH;
  }

  private void drain() {
    drainPending.set(false);
    if (engine.observe(inbox.drain(), setup.clock().instant())) {
      publish();
    }
  }

  private void tick() {
    Instant now = setup.clock().instant();
    boolean changed = engine.age(now);
    if (changed || !now.isBefore(lastPublished.plus(REFRESH))) {
      history.forget(now);
      publish();
    }
  }

  private void publish() {
    long began = System.nanoTime();
    Instant now = setup.clock().instant();
    SystemState state = engine.state(now, actions.runs());
    lastPublished = now;
    lastCostNanos = System.nanoTime() - began;
    audience.show(state);
  }

  private void onEngine(Runnable work, Duration delay) {
    try {
      var _ = engineThread.schedule(guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("engine is closed; work is dropped");
    }
  }

  /** One failed step must not end the engine's thread. */
  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        log.error("engine step failed; the last state stays", e);
      }
    };
  }

  @Override
  public Optional<Blueprint> blueprint() {
    return setup.blueprint();
  }

  @Override
  public SystemState current() {
    return audience.current();
  }

  @Override
  public Subscription subscribe(Consumer<Frame> listener) {
    return audience.subscribe(listener);
  }

  @Override
  public CompletableFuture<Series> series(
      ResourceId resource, String metric, Instant from, Instant to, int maximumPoints) {
    return calls.ask(() -> series.read(resource, metric, from, to, maximumPoints));
  }

  @Override
  public CompletableFuture<Plan> plan(Intent intent) {
    return calls.ask(() -> actions.plan(intent));
  }

  @Override
  public CompletableFuture<ActionRun> execute(Plan plan, Approval approval) {
    return calls.ask(() -> actions.execute(plan, approval));
  }

  @Override
  public CompletableFuture<List<ActionRun>> audit() {
    return calls.ask(actions::audit);
  }

  /** Ends the sources, the engine and every subscription. A run that goes on stays journaled. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    for (ObservationSource source : setup.sources()) {
      try {
        source.close();
      } catch (RuntimeException e) {
        log.warn("source {} did not close: {}", source.id(), e.toString());
      }
    }
    closing.countDown();
    engineThread.shutdownNow();
    calls.close();
    audience.close();
  }
}
