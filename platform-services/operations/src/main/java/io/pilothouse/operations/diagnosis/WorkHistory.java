package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.health.ServiceWork;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps how each Deployment served, under the names of its pods' metrics: pods come and go, and
 * what is usual is a service's. Holds the moment of the last point of each; used by one thread.
 */
public final class WorkHistory {
  private final Map<ResourceId, Instant> noted = new HashMap<>();

  /** Notes what is newer than what was noted. */
  public void note(Estate estate, MeasurementHistory history) {
    for (Observed<? extends WorkloadResource> observed : estate.workloads()) {
      WorkloadResource deployment = observed.value();
      ServiceWork work = estate.work(deployment.namespace(), deployment.name());
      work.newest()
          .map(n -> n.value().measuredAt())
          .filter(at -> at.isAfter(noted.getOrDefault(deployment.id(), Instant.MIN)))
          .ifPresent(at -> {
            noted.put(deployment.id(), at);
            note(deployment.id(), work, at, estate.now(), history);
          });
    }
  }

  private static void note(
      ResourceId id, ServiceWork work, Instant at, Instant now, MeasurementHistory history) {
    work.requests().ifPresent(v -> keep(id, WorkloadMetrics.REQUESTS, v, at, now, history));
    work.failedPercent()
        .ifPresent(v -> keep(id, WorkloadMetrics.FAILED_REQUESTS, v, at, now, history));
    work.responseMillis()
        .ifPresent(v -> keep(id, WorkloadMetrics.RESPONSE_TIME, v, at, now, history));
    work.hitRatio().ifPresent(v -> keep(id, WorkloadMetrics.HIT_RATIO, v, at, now, history));
    keep(
        id,
        WorkloadMetrics.ALL_DEPENDENCY_ERRORS,
        work.errors().values().stream().mapToDouble(Double::doubleValue).sum(),
        at,
        now,
        history);
    work.externalMillis()
        .forEach((external, v) ->
            keep(id, WorkloadMetrics.EXTERNAL_TIME + external, v, at, now, history));
  }

  private static void keep(
      ResourceId id,
      String metric,
      double value,
      Instant at,
      Instant now,
      MeasurementHistory history) {
    history.record(id, metric, value, WorkloadMetrics.unit(metric), at, now);
  }
}
