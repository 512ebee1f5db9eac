package io.pilothouse.operations;

import io.pilothouse.operations.alerting.AlertBook;
import io.pilothouse.operations.alerting.AlertRules;
import io.pilothouse.operations.alerting.Restarts;
import io.pilothouse.operations.binding.Binder;
import io.pilothouse.operations.binding.Bindings;
import io.pilothouse.operations.binding.BoundNames;
import io.pilothouse.operations.conformance.DesignComparison;
import io.pilothouse.operations.diagnosis.Diagnosis;
import io.pilothouse.operations.diagnosis.WorkHistory;
import io.pilothouse.operations.health.ComponentHealth;
import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.operations.topology.DiscoveredMap;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.conformance.Conformance;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Reducer;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemMap;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns observations into states: reduce, keep history, judge, evaluate alerts, diagnose. Holds no
 * thread and reads no clock; its one owner calls it, one call at a time.
 */
final class Engine {
  private final SessionSetup setup;
  private final MeasurementHistory history;
  private final Optional<SystemMap> declaredMap;
  private final Map<SourceId, Instant> heardSince = new HashMap<>();
  private Snapshot snapshot;
  private long revision;
  private final Restarts restarts = new Restarts();
  private final WorkHistory work = new WorkHistory();
  private AlertBook alerts = AlertBook.empty();
  private List<Cause> causes = List.of();
  private final Optional<Binder> binder;
  private final Optional<DesignComparison> comparison;

  Engine(SessionSetup setup, MeasurementHistory history) {
    this.setup = setup;
    this.history = history;
    this.declaredMap = setup.blueprint().map(BlueprintMap::of);
    this.binder = setup.blueprint().map(Binder::new);
    this.comparison = setup.blueprint().map(DesignComparison::new);
    Snapshot start = Snapshot.empty();
    for (ObservationSource source : setup.sources()) {
      start = Reducer.expecting(start, source.id(), source.period());
    }
    for (Map.Entry<SourceId, Sentence> absent : setup.notConnected().entrySet()) {
      start = Reducer.notConnected(start, absent.getKey(), absent.getValue());
    }
    this.snapshot = start;
  }

  /** Takes in a batch; whether anything was news. */
  boolean observe(List<Observation> observations, Instant now) {
    long before = snapshot.revision();
    snapshot = Reducer.reduce(snapshot, observations);
    for (Observation observation : observations) {
      if (observation instanceof Observation.Measured measured) {
        measured.measurements().forEach(m -> history.record(m, now));
      }
    }
    noteHeard(now);
    return snapshot.revision() != before;
  }

  /** Lets time pass; whether a source fell silent. */
  boolean age(Instant now) {
    long before = snapshot.revision();
    snapshot = Reducer.age(snapshot, now);
    noteHeard(now);
    return snapshot.revision() != before;
  }

  private void noteHeard(Instant now) {
    for (SourceState state : snapshot.sources().values()) {
      if (state.current()) {
        heardSince.putIfAbsent(state.source(), now);
      } else {
        heardSince.remove(state.source());
      }
    }
  }

  /** Judges what is known now. */
  SystemState state(Instant now, List<ActionRun> runs) {
    Bindings bindings = binder.map(b -> b.bind(snapshot)).orElseGet(Bindings::none);
    var estate = new Estate(snapshot, now, heardSince, names(bindings));
    restarts.note(estate.pods(), history, now);
    work.note(estate, history);
    setup.blueprint().ifPresent(b -> alerts = AlertRules.evaluate(alerts, b, estate, history));
    List<ComponentStatus> components =
        ComponentHealth.judge(setup.blueprint(), estate, history).stream()
            .map(c -> asked(c, bindings))
            .toList();
    causes = Diagnosis.of(setup.blueprint(), estate, history, components, causes);
    Conformance conformance =
        comparison.map(c -> c.compare(snapshot, bindings, now)).orElseGet(Conformance::none);
    SystemMap map = declaredMap.orElseGet(() -> DiscoveredMap.of(setup.system(), snapshot));
    return new SystemState(
        ++revision,
        now,
        setup.system(),
        ComponentHealth.overall(components),
        map,
        snapshot,
        components,
        alerts.alerts(),
        runs,
        causes,
        conformance);
  }

  private Map<String, String> names(Bindings bindings) {
    return setup.blueprint().map(b -> BoundNames.of(b, bindings)).orElseGet(Map::of);
  }

  /** Of a component that may be one of several nothing is known until a person has said which. */
  private static ComponentStatus asked(ComponentStatus status, Bindings bindings) {
    return bindings.ambiguities().stream()
        .filter(a -> a.component().equals(status.id()))
        .findFirst()
        .map(a ->
            new ComponentStatus(
                status.id(),
                status.kind(),
                status.name(),
                Health.UNKNOWN,
                false,
                Map.of(),
                List.of(a.question()),
                List.of()))
        .orElse(status);
  }
}
