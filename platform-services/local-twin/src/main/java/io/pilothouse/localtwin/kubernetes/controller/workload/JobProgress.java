package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The decision of a Job: how many pods to start or stop now, and whether it is over. Pure; the
 * rules of the Job controller for jobs without an index.
 *
 * @param completions pods that have to succeed; without it the first success ends the job, once all
 *     its pods are done
 * @param backOff pause after the first failure; doubles with each up to six minutes
 */
record JobProgress(
    int parallelism,
    OptionalInt completions,
    int backOffLimit,
    Optional<Duration> activeDeadline,
    Duration backOff) {
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(6);

  /**
   * How a job stands.
   *
   * @param failures pods that failed, or restarts of their containers where pods are restarted
   * @param lastFailure when the last of them failed
   */
  record Standing(
      int active, int succeeded, int failures, Optional<Instant> lastFailure, Instant startedAt) {}

  /** What to do now. */
  sealed interface Next {}

  /** More pods are started. @param count at least 1 */
  record Start(int count) implements Next {}

  /** Pods that are not needed any more are stopped. @param count at least 1 */
  record Stop(int count) implements Next {}

  /** Nothing, or nothing before a time. */
  record Wait(Optional<Instant> until) implements Next {}

  /** The job is done. */
  record Complete() implements Next {}

  /** The job is given up. */
  record Failed(String reason, String message) implements Next {}

  static JobProgress of(JsonNode spec, Duration backOff) {
    JsonNode deadline = spec.path("activeDeadlineSeconds");
    JsonNode completions = spec.path("completions");
    return new JobProgress(
        spec.path("parallelism").asInt(1),
        completions.isNumber() ? OptionalInt.of(completions.asInt()) : OptionalInt.empty(),
        spec.path("backoffLimit").asInt(6),
        deadline.isNumber() ? Optional.of(Duration.ofSeconds(deadline.asLong())) : Optional.empty(),
        backOff);
  }

  Next next(Standing standing, Instant now) {
    Optional<Instant> deadline = activeDeadline.map(standing.startedAt()::plus);
    if (standing.failures() > backOffLimit) {
      return new Failed("BackoffLimitExceeded", "Job has reached the specified backoff limit");
    }
    if (deadline.filter(end -> !end.isAfter(now)).isPresent()) {
      return new Failed("DeadlineExceeded", "Job was active longer than specified deadline");
    }
    boolean enough =
        completions.isPresent()
            ? standing.succeeded() >= completions.getAsInt()
            : standing.succeeded() > 0 && standing.active() == 0;
    if (enough && standing.active() == 0) {
      return new Complete();
    }
    int wanted = wanted(standing);
    if (standing.active() > wanted) {
      return new Stop(standing.active() - wanted);
    }
    if (standing.active() == wanted) {
      return new Wait(deadline);
    }
    Optional<Instant> retry =
        standing.lastFailure().map(failed -> failed.plus(pause(standing.failures())));
    if (retry.filter(time -> time.isAfter(now)).isPresent()) {
      return new Wait(
          deadline.isPresent() && deadline.get().isBefore(retry.get()) ? deadline : retry);
    }
    return new Start(wanted - standing.active());
  }

  private int wanted(Standing standing) {
    if (completions.isPresent()) {
      return Math.clamp(completions.getAsInt() - standing.succeeded(), 0, parallelism);
    }
    return standing.succeeded() > 0 ? standing.active() : parallelism;
  }

  private Duration pause(int failures) {
    Duration pause = backOff;
    for (int i = 1; i < failures && pause.compareTo(LONGEST_BACK_OFF) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : pause;
  }
}
