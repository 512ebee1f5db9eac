package io.pilothouse.operations.actions;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at what came of a rollback: the rollout to its end, and the revision that then runs. */
final class RollbackVerification {
  /** How long a request without an answer is looked for. */
  static final Duration TRACE = Duration.ofSeconds(30);

  /** A rollout that takes longer is not waited for; its progress deadline is ten minutes. */
  private static final Duration ROLLOUT = Duration.ofMinutes(15);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final String namespace;
  private final String name;
  private final DeploymentControl control;
  private final Pause pause;

  RollbackVerification(String namespace, String name, DeploymentControl control, Pause pause) {
    this.namespace = namespace;
    this.name = name;
    this.control = control;
    this.pause = pause;
  }

  /**
   * Finds out by looking whether a request without an answer was done. Looks for at most this long,
   * at least once.
   *
   * @param untouched how the run ends if the workload was not touched
   */
  void lookForTrace(RunLog log, Duration atMost, Outcome untouched)
      throws RunEnds, InterruptedException {
    Instant until = log.now().plus(atMost);
    try {
      log.step(
          "observe-outcome",
          () -> {
            while (true) {
              WorkloadResource seen = read(log, until);
              if (arrived(log, seen)) {
                return Optional.of(Sentence.of("operations.run.request-done"));
              }
              boolean moved = seen.generation() != Long.parseLong(log.baseline("generation"));
              if (!log.now().isBefore(until)) {
                throw moved
                    ? new RunEnds(
                        Outcome.UNKNOWN,
                        Sentence.of("operations.rollback.moved", name, seen.revision()))
                    : new RunEnds(
                        untouched,
                        Sentence.of("operations.rollback.not-done", name, seen.revision()));
              }
              pause.about(LOOK);
            }
          });
    } catch (ControlException e) {
      throw new RunEnds(Outcome.UNKNOWN, Sentence.of("operations.rollback.unseen", e.sentence()));
    }
  }

  /** From a rollback that was taken on to the run's end. */
  void complete(RunLog log) throws RunEnds, InterruptedException {
    if (!(log.state() instanceof RunState.Verifying)) {
      log.append(new RunEntry.VerificationBegan(log.now()));
    }
    try {
      Instant until = log.now().plus(ROLLOUT);
      log.step("watch-rollout", () -> watch(log, until));
      log.step("verify-revision", () -> verifyRevision(log));
    } catch (ControlException e) {
      throw new RunEnds(
          Outcome.UNKNOWN, Sentence.of("operations.rollback.rollout-unseen", e.sentence()));
    }
    log.end(Outcome.SUCCEEDED, success(log));
  }

  private Optional<Sentence> watch(RunLog log, Instant until)
      throws RunEnds, ControlException, InterruptedException {
    while (true) {
      WorkloadResource seen = read(log, until);
      Sentence counts =
          Sentence.of(
              "operations.rollout.counts",
              seen.updated(),
              seen.ready(),
              seen.desired(),
              seen.outdated());
      if (seen.observedGeneration() >= seen.generation()) {
        if (!arrived(log, seen)) {
          throw new RunEnds(
              Outcome.FAILED,
              Sentence.of("operations.rollback.changed-meanwhile", name, seen.revision()));
        }
        if (seen.stalled().isPresent()) {
          throw new RunEnds(
              Outcome.FAILED,
              Sentence.of("operations.rollback.stuck", seen.stalled().get(), counts));
        }
        if (seen.rolledOut()) {
          return Optional.of(counts);
        }
      }
      log.sees(counts);
      if (!log.now().isBefore(until)) {
        throw new RunEnds(
            Outcome.UNKNOWN,
            Sentence.of(
                "operations.rollback.unfinished",
                Durations.words(ROLLOUT.toMillis()),
                counts,
                name));
      }
      pause.about(LOOK);
    }
  }

  private Optional<Sentence> verifyRevision(RunLog log) throws RunEnds, ControlException {
    WorkloadResource seen = control.read(namespace, name);
    if (!arrived(log, seen)) {
      throw new RunEnds(
          Outcome.FAILED, Sentence.of("operations.rollback.elsewhere", name, seen.revision()));
    }
    return Optional.of(Sentence.of("operations.rollback.runs", seen.revision(), seen.images()));
  }

  /** A cluster that cannot be reached for a while is looked at again until the moment. */
  private WorkloadResource read(RunLog log, Instant until)
      throws ControlException, InterruptedException {
    while (true) {
      try {
        return control.read(namespace, name);
      } catch (ControlException.Rejected e) {
        throw e;
      } catch (ControlException e) {
        if (!log.now().isBefore(until)) {
          throw e;
        }
        log.sees(e.sentence());
        pause.about(LOOK);
      }
    }
  }

  /** Whether the workload asks for what the target revision was. */
  private static boolean arrived(RunLog log, WorkloadResource seen) {
    String replicaSet = log.baseline("replicaSet");
    String template = log.baseline("template");
    return seen.revisions().stream()
        .filter(Revision::current)
        .anyMatch(r -> r.replicaSet().equals(replicaSet) || r.template().equals(template));
  }

  private Sentence success(RunLog log) {
    Sentence time = Durations.words(log.elapsed());
    String revision = log.baseline("toRevision");
    return log.progress().plan().objectives().stream()
        .findFirst()
        .map(o ->
            Sentence.of(
                log.elapsed() <= o.millis()
                    ? "operations.rollback.success.kept"
                    : "operations.rollback.success.not-kept",
                name,
                revision,
                time,
                Durations.words(o.millis())))
        .orElseGet(() -> Sentence.of("operations.rollback.success", name, revision, time));
  }
}
