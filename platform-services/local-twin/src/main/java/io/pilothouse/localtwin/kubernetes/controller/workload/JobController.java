package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.ControllerTimings;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.controller.workload.JobProgress.Standing;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs a Job's pods until enough of them have succeeded or too many have failed. */
public final class JobController implements Controller {
  private static final String COMPONENT = "job-controller";
  private static final Duration AGAIN_AFTER_REFUSAL = Duration.ofSeconds(2);

  private final ClusterApi api;
  private final OwnedPods pods;
  private final EventRecorder events;
  private final Duration backOff;

  public JobController(ClusterApi api, ControllerTimings timings, EventRecorder events) {
    this.api = api;
    this.pods = new OwnedPods(api, events, COMPONENT);
    this.events = events;
    this.backOff = timings.crashBackOff();
  }

  @Override
  public String name() {
    return "job";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    if (change.storage().equals(BuiltInResources.JOBS.storage())) {
      return List.of(change.after().key());
    }
    return change.storage().equals(BuiltInResources.PODS.storage())
        ? ReplicaSetController.owner(change.after(), "Job")
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> found = api.find(BuiltInResources.JOBS, key);
    if (found.isEmpty() || found.get().deleting()) {
      return Optional.empty();
    }
    KubeObject job = found.get();
    Instant now = api.clock().instant();
    Optional<Instant> ended = ended(job);
    if (ended.isPresent()) {
      return expire(job, ended.get(), now);
    }
    Instant startedAt = Timestamps.read(job.status().path("startTime")).orElse(now);
    Optional<Duration> again =
        switch (JobProgress.of(job.spec(), backOff).next(standing(job, startedAt), now)) {
          case JobProgress.Start(int count) -> start(job, count);
          case JobProgress.Stop(int count) -> stop(job, count);
          case JobProgress.Wait(Optional<Instant> until) ->
              until.map(time -> Duration.between(now, time));
          case JobProgress.Complete _ -> end(job, "Complete", "Completed", "Job completed", now);
          case JobProgress.Failed(String reason, String message) -> {
            active(job).forEach(pod -> pods.delete(job, pod));
            yield end(job, "Failed", reason, message, now);
          }
        };
    report(job, startedAt);
    return again;
  }

  private List<KubeObject> active(KubeObject job) {
    return pods.of(job).stream().filter(Pods::active).toList();
  }

  private Standing standing(KubeObject job, Instant startedAt) {
    List<KubeObject> all = pods.of(job);
    boolean restarted =
        job.at("spec", "template", "spec", "restartPolicy").asText().equals("OnFailure");
    int failures =
        restarted
            ? all.stream().mapToInt(Pods::restarts).sum()
            : (int) all.stream().filter(JobController::failed).count();
    return new Standing(
        active(job).size(),
        succeeded(all),
        failures,
        all.stream()
            .filter(JobController::failed)
            .flatMap(pod -> finishedAt(pod).stream())
            .max(Comparator.naturalOrder()),
        startedAt);
  }

  private static int succeeded(List<KubeObject> all) {
    return (int) all.stream().filter(pod -> Pods.phase(pod).equals("Succeeded")).count();
  }

  private static boolean failed(KubeObject pod) {
    return Pods.phase(pod).equals("Failed");
  }

  private static Optional<Instant> finishedAt(KubeObject pod) {
    Optional<Instant> last = Optional.empty();
    for (JsonNode container : pod.status().path("containerStatuses")) {
      Optional<Instant> end =
          Timestamps.read(container.path("state").path("terminated").path("finishedAt"));
      if (end.isPresent() && (last.isEmpty() || end.get().isAfter(last.get()))) {
        last = end;
      }
    }
    return last;
  }

  private Optional<Duration> start(KubeObject job, int count) {
    try {
      for (int i = 0; i < count; i++) {
        pods.create(job, OwnedPods.pod(job, job.spec().path("template")));
      }
      return Optional.empty();
    } catch (ApiFailure refused) {
      if (refused.code() != 403) {
        throw refused;
      }
      return Optional.of(AGAIN_AFTER_REFUSAL);
    }
  }

  private Optional<Duration> stop(KubeObject job, int count) {
    VictimOrder.choose(active(job), count).forEach(pod -> pods.delete(job, pod));
    return Optional.empty();
  }

  private static Optional<Instant> ended(KubeObject job) {
    for (String end : List.of("Complete", "Failed")) {
      JsonNode condition = job.condition(end);
      if (condition.path("status").asText().equals("True")) {
        return Timestamps.read(condition.path("lastTransitionTime"));
      }
    }
    return Optional.empty();
  }

  private Optional<Duration> end(
      KubeObject job, String condition, String reason, String message, Instant now) {
    boolean complete = condition.equals("Complete");
    api.modify(
        BuiltInResources.JOBS,
        job.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          Conditions.set(
              status, condition, "True", complete ? "" : reason, complete ? "" : message, now);
          if (complete) {
            status.put("completionTime", Timestamps.seconds(now));
          }
        });
    events.record(job, complete ? "Normal" : "Warning", reason, message, COMPONENT);
    return Optional.empty();
  }

  /** Deletes a job that is over once it has been kept for as long as it asks. */
  private Optional<Duration> expire(KubeObject job, Instant ended, Instant now) {
    report(job, Timestamps.read(job.status().path("startTime")).orElse(now));
    JsonNode keep = job.spec().path("ttlSecondsAfterFinished");
    if (!keep.isNumber()) {
      return Optional.empty();
    }
    Duration left = Duration.between(now, ended.plusSeconds(keep.asLong()));
    if (left.isPositive()) {
      return Optional.of(left);
    }
    api.delete(BuiltInResources.JOBS, job.key(), Deletion.inBackground());
    return Optional.empty();
  }

  private void report(KubeObject job, Instant startedAt) {
    List<KubeObject> all = pods.of(job);
    long active = all.stream().filter(Pods::active).count();
    long ready = all.stream().filter(Pods::active).filter(Pods::ready).count();
    long failed = all.stream().filter(JobController::failed).count();
    api.modify(
        BuiltInResources.JOBS,
        job.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          status.put("startTime", Timestamps.seconds(startedAt));
          ReplicaSetController.count(status, "active", active);
          ReplicaSetController.count(status, "succeeded", succeeded(all));
          ReplicaSetController.count(status, "failed", failed);
          status.put("ready", ready);
        });
  }
}
