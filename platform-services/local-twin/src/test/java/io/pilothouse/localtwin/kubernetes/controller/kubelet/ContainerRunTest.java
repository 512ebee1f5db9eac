package io.pilothouse.localtwin.kubernetes.controller.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.kubernetes.ControllerTimings;
import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.controller.kubelet.ContainerRun.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerRunTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final ControllerTimings TIMINGS = ControllerTimings.defaults();

  @Test
  void becomesReadyAndStaysSo() {
    assertThat(states(ImageBehavior.serves(), RestartPolicy.ALWAYS, 10))
        .containsExactly("Pulling", "Starting", "Running", "Running ready");
  }

  @Test
  void restartsAtOnceThenBacksOffEachTimeTwiceAsLong() {
    List<Duration> pauses = new ArrayList<>();
    ContainerRun run = ContainerRun.begin(START, false, TIMINGS, RestartPolicy.ALWAYS);
    Instant now = START;
    ImageBehavior crashes = ImageBehavior.crashes("no database");
    while (run.restarts() < 8) {
      Instant due = run.state().until().orElseThrow();
      if (run.state() instanceof ContainerRun.BackingOff) {
        pauses.add(Duration.between(now, due));
      }
      now = due;
      run = run.next(crashes, TIMINGS, now);
    }
    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L);
    assertThat(run.lastExit().orElseThrow().log())
        .extracting("text")
        .containsExactly("no database");
  }

  @Test
  void keepsTryingToPullWhatIsNotThere() {
    assertThat(states(new ImageBehavior.CannotBePulled(), RestartPolicy.ALWAYS, 5))
        .containsExactly(
            "Pulling", "PullFailed", "PullFailed backing off", "Pulling", "PullFailed");
  }

  @Test
  void runsWithoutEverBeingReady() {
    assertThat(states(new ImageBehavior.NeverReady("HTTP probe failed"), RestartPolicy.ALWAYS, 10))
        .containsExactly("Pulling", "Starting", "Running");
  }

  @Test
  void endsForGoodAsItsPolicySays() {
    ImageBehavior work = new ImageBehavior.Completes(Duration.ofSeconds(3), List.of("done"));
    assertThat(states(work, RestartPolicy.NEVER, 10))
        .containsExactly("Pulling", "Starting", "Running", "Running ready", "Ended 0");
    assertThat(states(work, RestartPolicy.ON_FAILURE, 10)).endsWith("Running ready", "Ended 0");
    ImageBehavior crash = ImageBehavior.crashes("no database");
    assertThat(states(crash, RestartPolicy.NEVER, 10)).endsWith("Running", "Ended 1");
    assertThat(states(crash, RestartPolicy.ON_FAILURE, 10)).contains("Exited", "BackingOff");
  }

  /** The states from the beginning on, each left when its time has come. */
  private static List<String> states(ImageBehavior behavior, RestartPolicy policy, int most) {
    List<String> names = new ArrayList<>();
    ContainerRun run = ContainerRun.begin(START, false, TIMINGS, policy);
    names.add(name(run));
    while (names.size() < most && run.state().until().isPresent()) {
      run = run.next(behavior, TIMINGS, run.state().until().get());
      names.add(name(run));
    }
    return names;
  }

  private static String name(ContainerRun run) {
    return switch (run.state()) {
      case ContainerRun.Pulling _ -> "Pulling";
      case ContainerRun.PullFailed failed ->
          failed.backingOff() ? "PullFailed backing off" : "PullFailed";
      case ContainerRun.Starting _ -> "Starting";
      case ContainerRun.Running running -> running.ready() ? "Running ready" : "Running";
      case ContainerRun.Exited _ -> "Exited";
      case ContainerRun.BackingOff _ -> "BackingOff";
      case ContainerRun.Ended ended -> "Ended " + ended.exit().code();
    };
  }
}
