package io.pilothouse.localtwin.kubernetes.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.kubernetes.controller.workload.JobProgress.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobProgressTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration BACK_OFF = Duration.ofSeconds(10);

  @ParameterizedTest(name = "{0} at a time of {1}: {2} run, {3} done -> {4}")
  @CsvSource({
    "1, 1, 0, 0, start 1",
    "3, 5, 0, 0, start 3",
    "3, 5, 2, 1, start 1",
    "3, 5, 1, 4, wait",
    "3, 5, 0, 5, complete",
    "3, 5, 2, 4, stop 1",
    "3, 5, 1, 5, stop 1",
    "0, 5, 2, 0, stop 2",
    // a queue of work: nobody says how many
    "2, , 0, 0, start 2",
    "2, , 1, 1, wait",
    "2, , 0, 1, complete"
  })
  void runsAsManyAsAreLacking(
      int parallelism, Integer completions, int active, int succeeded, String next) {
    var job =
        new JobProgress(
            parallelism,
            completions == null ? OptionalInt.empty() : OptionalInt.of(completions),
            6,
            Optional.empty(),
            BACK_OFF);
    assertThat(told(job, new Standing(active, succeeded, 0, Optional.empty(), START), START))
        .isEqualTo(next);
  }

  @ParameterizedTest(name = "after {0} failures it waits {1} s")
  @CsvSource({"1, 10", "2, 20", "3, 40", "6, 320", "7, 360"})
  void waitsTwiceAsLongAfterEachFailure(int failures, int seconds) {
    var job = new JobProgress(1, OptionalInt.of(1), 9, Optional.empty(), BACK_OFF);
    var standing = new Standing(0, 0, failures, Optional.of(START), START);
    Instant due = START.plusSeconds(seconds);
    assertThat(told(job, standing, due.minusMillis(1))).isEqualTo("wait " + due);
    assertThat(told(job, standing, due)).isEqualTo("start 1");
  }

  @Test
  void givesUpAfterItsLimitOfFailuresOrOfTime() {
    var job =
        new JobProgress(1, OptionalInt.of(1), 1, Optional.of(Duration.ofSeconds(60)), BACK_OFF);
    assertThat(told(job, new Standing(0, 0, 2, Optional.of(START), START), START))
        .isEqualTo("BackoffLimitExceeded");
    var running = new Standing(1, 0, 0, Optional.empty(), START);
    assertThat(told(job, running, START.plusSeconds(59))).isEqualTo("wait 2026-01-01T12:01:00Z");
    assertThat(told(job, running, START.plusSeconds(60))).isEqualTo("DeadlineExceeded");
  }

  private static String told(JobProgress job, Standing standing, Instant now) {
    return switch (job.next(standing, now)) {
      case JobProgress.Start(int count) -> "start " + count;
      case JobProgress.Stop(int count) -> "stop " + count;
      case JobProgress.Wait(Optional<Instant> until) ->
          until.map(time -> "wait " + time).orElse("wait");
      case JobProgress.Complete _ -> "complete";
      case JobProgress.Failed failed -> failed.reason();
    };
  }
}
