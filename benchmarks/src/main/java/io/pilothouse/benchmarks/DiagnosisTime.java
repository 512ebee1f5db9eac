package io.pilothouse.benchmarks;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.operations.Sources;
import io.pilothouse.operations.diagnosis.Diagnosis;
import io.pilothouse.operations.diagnosis.WorkHistory;
import io.pilothouse.operations.health.ComponentHealth;
import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.Reducer;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Diagnoses a system of 400 services on 5,000 live resources whose pods report six figures each and
 * whose requests have just become ten times as many: the time from judged components to causes,
 * what the pods report put together included. Prints a row of the results table.
 */
public final class DiagnosisTime {
  private static final int ROUNDS = 10;
  private static final int WARM_UP = 100;
  private static final int SAMPLES = 500;
  private static final Duration EVERY = Duration.ofSeconds(10);

  private DiagnosisTime() {}

  /** Measures. */
  public static void main(String[] arguments) {
    Blueprint design = ConformanceUpdate.design(ShippedSystems.load("tripgen-prod").orElseThrow());
    List<Resource> live = ConformanceUpdate.live(design.cluster().namespace());
    var history = new MeasurementHistory();
    var work = new WorkHistory();
    Instant now = Instant.EPOCH.plus(Duration.ofDays(1));
    Snapshot snapshot =
        Reducer.reduce(
            Snapshot.empty(), List.of(new Observation.Resynced(Sources.KUBERNETES, 1, now, live)));
    for (int round = 0; round < ROUNDS; round++) {
      now = now.plus(EVERY);
      double factor = round == ROUNDS - 1 ? 10 : 1;
      snapshot =
          Reducer.reduce(
              snapshot,
              List.of(
                  new Observation.Measured(
                      Sources.KUBERNETES, 2 + round, now, reported(live, factor, now))));
      work.note(new Estate(snapshot, now, Map.of()), history);
    }
    var document = Optional.of(design);
    var components = ComponentHealth.judge(document, new Estate(snapshot, now, Map.of()), history);
    List<Cause> causes = List.of();
    var threads = ManagementFactory.getThreadMXBean();
    var nanos = new ArrayList<Long>();
    var busy = new ArrayList<Long>();
    for (int i = 0; i < WARM_UP + SAMPLES; i++) {
      var estate = new Estate(snapshot, now, Map.of());
      long start = System.nanoTime();
      long startBusy = threads.getCurrentThreadCpuTime();
      causes = Diagnosis.of(document, estate, history, components, causes);
      busy.add(threads.getCurrentThreadCpuTime() - startBusy);
      nanos.add(System.nanoTime() - start);
    }
    System.out.printf(
        "| diagnosis of %d live resources, p50 / p99 of %d (%d causes) | %.1f / %.1f ms, of the processor's time %.1f / %.1f ms | | | |%n",
        snapshot.resources().size(),
        SAMPLES,
        causes.size(),
        millis(nanos, 50),
        millis(nanos, 99),
        millis(busy, 50),
        millis(busy, 99));
  }

  private static double millis(List<Long> nanos, int percentile) {
    return nanos.stream().skip(WARM_UP).sorted().toList().get(SAMPLES * percentile / 100) / 1e6;
  }

  private static List<Measurement> reported(List<Resource> live, double factor, Instant at) {
    Map<String, Double> figures =
        Map.of(
            WorkloadMetrics.REQUESTS,
            2 * factor,
            WorkloadMetrics.FAILED_REQUESTS,
            0.1,
            WorkloadMetrics.RESPONSE_TIME,
            40.0,
            WorkloadMetrics.HIT_RATIO,
            0.97,
            WorkloadMetrics.POOL,
            30.0,
            WorkloadMetrics.POOL_WAITING,
            0.0);
    var measurements = new ArrayList<Measurement>();
    for (Resource resource : live) {
      if (resource instanceof Pod pod) {
        figures.forEach((metric, value) ->
            measurements.add(
                new Measurement(pod.id(), metric, value, WorkloadMetrics.unit(metric), at)));
      }
    }
    return measurements;
  }
}
