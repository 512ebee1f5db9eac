package io.pilothouse.operations.actions;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.operations.world.FakeCluster;
import io.pilothouse.operations.world.FakeDatabases;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.TestClock;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Reducer;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A system on which actions can be planned and run; waiting lets the clock go on. */
final class ActionWorld {
  final TestClock clock = new TestClock(Instant.parse("2026-03-02T03:00:00Z"));
  final FakeCluster cluster = new FakeCluster();
  final FakeDatabases databases = new FakeDatabases();
  private final JournalFolder folder;
  private Optional<WriteProbe> probe = Optional.of(databases);
  private Blueprint blueprint = TripGen.system().blueprint();
  private Snapshot snapshot = observed();

  ActionWorld(Path folder) {
    this.folder = new JournalFolder(folder);
  }

  ActionWorld withoutProbe() {
    probe = Optional.empty();
    return this;
  }

  ActionWorld with(Blueprint blueprint) {
    this.blueprint = blueprint;
    return this;
  }

  ActionWorld without(SourceId source) {
    snapshot =
        Reducer.reduce(
            snapshot,
            List.of(
                new Observation.SourceLost(
                    source, 1_000, clock.instant(), Sentence.verbatim("no answer"))));
    return this;
  }

  /** Observations of the databases' own source. */
  ActionWorld measured(String metric, double value) {
    snapshot =
        Reducer.reduce(
            snapshot,
            List.of(
                new Observation.Measured(
                    Sources.POSTGRES,
                    snapshot.revision() + 10,
                    clock.instant(),
                    List.of(
                        Live.measurement(
                            Live.server().id(), metric, value, Unit.NONE, clock.instant())))));
    return this;
  }

  private Snapshot observed() {
    return Reducer.reduce(
        Snapshot.empty(),
        List.of(
            new Observation.Resynced(Sources.KUBERNETES, 1, clock.instant(), Live.kubernetes()),
            new Observation.Resynced(Sources.AZURE_RESOURCES, 1, clock.instant(), Live.azure()),
            new Observation.Confirmed(Sources.POSTGRES, 1, clock.instant())));
  }

  JournalFolder journal() {
    return folder;
  }

  /** The engine's part as a process would start it anew. */
  Actions actions() {
    return actions(folder);
  }

  Actions actions(RunJournal journal) {
    return new Actions(
        new Procedures(
            Optional.of(blueprint),
            Optional.of(cluster),
            Optional.of(databases),
            probe,
            clock::advance),
        journal,
        () -> new Estate(snapshot, clock.instant(), Map.of()),
        clock,
        "operator",
        () -> {});
  }

  ActionRun run(Actions actions, Intent intent) throws InterruptedException {
    Plan plan = actions.plan(intent);
    return actions.execute(plan, approval(plan.typedName()));
  }

  Approval approval(String typed) {
    return new Approval("operator", typed, clock.instant(), "test");
  }

  static Intent rollback() {
    return new Intent.Rollback("user-service", Optional.empty());
  }

  static Intent failover(Intent.FailoverMode mode) {
    return new Intent.Failover("psql-tripgen-prod", mode);
  }

  static final Duration A_LONG_TIME = Duration.ofHours(1);
}
