package io.pilothouse.desktopapp.testsystem;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.signal.Unit;
import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Session;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A session on a small system that lives in memory. Plans are refused for what does not exist; an
 * executed plan stays running until {@link #finish} and then has changed the system.
 */
public final class TravelSession implements Session {
  static final Blueprint BLUEPRINT = ShippedSystems.load("tripgen-prod").orElseThrow();

  private final InstantSource clock;
  private final List<Consumer<Frame>> listeners = new CopyOnWriteArrayList<>();
  private final List<ActionRun> runs = new ArrayList<>();
  private TravelFacts facts = TravelFacts.initial();
  private long revision = 1;
  private Optional<Running> running = Optional.empty();
  private boolean closed;

  private record Running(Plan plan, Approval approval, CompletableFuture<ActionRun> end) {}

  public TravelSession(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Optional<Blueprint> blueprint() {
    return Optional.of(BLUEPRINT);
  }

  @Override
  public synchronized SystemState current() {
    return TravelState.of(revision, clock.instant(), facts, runs);
  }

  @Override
  public Subscription subscribe(Consumer<Frame> listener) {
    listeners.add(listener);
    listener.accept(new Frame.Full(current()));
    return () -> listeners.remove(listener);
  }

  @Override
  public CompletableFuture<Series> series(
      ResourceId resource, String metric, Instant from, Instant to, int maximumPoints) {
    if (metric.equals("storage_percent")) {
      return CompletableFuture.failedFuture(
          new Unavailable(
              Sentence.verbatim("Azure Monitor does not answer; it is asked again in 30 s.")));
    }
    var points = new ArrayList<Series.Point>();
    long seconds = Math.max(1, Duration.between(from, to).toSeconds());
    int count = Math.min(maximumPoints, 120);
    double level = 20 + Math.abs(metric.hashCode() % 50);
    for (int i = 0; i < count; i++) {
      if (i < 60 || i > 72) {
        double wave = Math.sin(i / 9.0) * 8 + Math.sin(i / 2.3 + metric.length()) * 3;
        points.add(new Series.Point(from.plusSeconds(seconds * i / count), level + wave));
      }
    }
    return CompletableFuture.completedFuture(new Series(resource, metric, Unit.NONE, points));
  }

  @Override
  public CompletableFuture<Plan> plan(Intent intent) {
    boolean known =
        switch (intent) {
          case Intent.Rollback r -> r.target().equals("trip-service");
          case Intent.Failover f -> f.target().equals("postgresql-server");
        };
    if (!known) {
      return CompletableFuture.failedFuture(
          new Refused(
              Sentence.verbatim(
                  intent.target()
                      + " has no earlier revision: it was deployed once. Nothing can be rolled back.")));
    }
    return CompletableFuture.completedFuture(TravelPlans.plan(intent, clock.instant()));
  }

  @Override
  public synchronized CompletableFuture<ActionRun> execute(Plan plan, Approval approval) {
    if (!approval.typedName().equals(plan.typedName())) {
      return CompletableFuture.failedFuture(
          new Refused(Sentence.verbatim("The typed name is not the target's.")));
    }
    var next = new Running(plan, approval, new CompletableFuture<>());
    running = Optional.of(next);
    runs.addFirst(TravelPlans.running(plan, approval, clock.instant()));
    changed();
    return next.end();
  }

  /** Lets the running action succeed. */
  public synchronized void finish() {
    Running done = running.orElseThrow();
    running = Optional.empty();
    facts =
        switch (done.plan().intent()) {
          case Intent.Rollback _ -> facts.rolledBack();
          case Intent.Failover _ -> facts.failedOver();
        };
    ActionRun ended = TravelPlans.ended(runs.removeFirst(), clock.instant());
    runs.addFirst(ended);
    changed();
    done.end().complete(ended);
  }

  /** Cuts the Kubernetes API, or mends it. */
  public synchronized void kubernetesLost(boolean lost) {
    facts = facts.kubernetesLost(lost);
    changed();
  }

  public boolean closed() {
    return closed;
  }

  @Override
  public synchronized CompletableFuture<List<ActionRun>> audit() {
    return CompletableFuture.completedFuture(List.copyOf(runs));
  }

  @Override
  public void close() {
    closed = true;
  }

  private void changed() {
    revision++;
    var frame = new Frame.Full(current());
    listeners.forEach(l -> l.accept(frame));
  }
}
