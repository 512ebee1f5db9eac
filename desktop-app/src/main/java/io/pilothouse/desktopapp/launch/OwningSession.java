package io.pilothouse.desktopapp.launch;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Session;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A session that ends what was started for it when it ends. */
record OwningSession(Session session, OpenSystem owner) implements Session {
  @Override
  public Optional<Blueprint> blueprint() {
    return session.blueprint();
  }

  @Override
  public SystemState current() {
    return session.current();
  }

  @Override
  public Subscription subscribe(Consumer<Frame> listener) {
    return session.subscribe(listener);
  }

  @Override
  public CompletableFuture<Series> series(
      ResourceId resource, String metric, Instant from, Instant to, int maximumPoints) {
    return session.series(resource, metric, from, to, maximumPoints);
  }

  @Override
  public CompletableFuture<Plan> plan(Intent intent) {
    return session.plan(intent);
  }

  @Override
  public CompletableFuture<ActionRun> execute(Plan plan, Approval approval) {
    return session.execute(plan, approval);
  }

  @Override
  public CompletableFuture<List<ActionRun>> audit() {
    return session.audit();
  }

  @Override
  public void close() {
    owner.close();
  }
}
