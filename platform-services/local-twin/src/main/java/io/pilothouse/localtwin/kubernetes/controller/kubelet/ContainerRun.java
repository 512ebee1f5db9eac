package io.pilothouse.localtwin.kubernetes.controller.kubelet;

import io.pilothouse.localtwin.kubernetes.ControllerTimings;
import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a container stands, and where it stands next. A pure state machine: {@link #next} is asked
 * once its time has come and answers with the following state.
 *
 * @param restarts times it was started again
 * @param lastExit how it ended the time before
 * @param backOff the pause before the next try
 * @param policy whether it is started again
 */
record ContainerRun(
    State state, int restarts, Optional<Exit> lastExit, Duration backOff, RestartPolicy policy) {
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

  /** How long an exit or a pull error is shown before the kubelet acts on it. */
  private static final Duration SYNC = Duration.ofSeconds(1);

  /** A pod's restartPolicy. */
  enum RestartPolicy {
    ALWAYS,
    ON_FAILURE,
    NEVER;

    static RestartPolicy of(String text) {
      return switch (text) {
        case "OnFailure" -> ON_FAILURE;
        case "Never" -> NEVER;
        default -> ALWAYS;
      };
    }

    boolean again(int exitCode) {
      return this == ALWAYS || this == ON_FAILURE && exitCode != 0;
    }
  }

  /** How a container ended. */
  record Exit(Instant startedAt, Instant finishedAt, int code, List<LogLine> log) {}

  /** A state with the time at which it ends by itself. */
  sealed interface State {
    Optional<Instant> until();
  }

  /** The image is fetched; {@code cached} when the node holds it already. */
  record Pulling(Instant since, Instant pulled, boolean cached) implements State {
    @Override
    public Optional<Instant> until() {
      return Optional.of(pulled);
    }
  }

  /** The image cannot be had: first ErrImagePull, then ImagePullBackOff. */
  record PullFailed(Instant retry, boolean backingOff) implements State {
    @Override
    public Optional<Instant> until() {
      return Optional.of(retry);
    }
  }

  /** The container is made. */
  record Starting(Instant running) implements State {
    @Override
    public Optional<Instant> until() {
      return Optional.of(running);
    }
  }

  /** The container runs; ready from a time on, or never; it exits by itself at a time, or never. */
  record Running(
      Instant startedAt,
      Optional<Instant> readyAt,
      Optional<Instant> exitsAt,
      boolean ready,
      ImageBehavior behavior)
      implements State {
    @Override
    public Optional<Instant> until() {
      return ready ? exitsAt : readyAt.or(() -> exitsAt);
    }
  }

  /** It has exited and the kubelet has not acted yet. */
  record Exited(Exit exit, Instant acted) implements State {
    @Override
    public Optional<Instant> until() {
      return Optional.of(acted);
    }
  }

  /** It has exited and is not started again. */
  record Ended(Exit exit) implements State {
    @Override
    public Optional<Instant> until() {
      return Optional.empty();
    }
  }

  /** CrashLoopBackOff. */
  record BackingOff(Instant restart) implements State {
    @Override
    public Optional<Instant> until() {
      return Optional.of(restart);
    }
  }

  static ContainerRun begin(
      Instant now, boolean cached, ControllerTimings timings, RestartPolicy policy) {
    Duration pull = cached ? Duration.ZERO : timings.imagePull();
    return new ContainerRun(
        new Pulling(now, now.plus(pull), cached),
        0,
        Optional.empty(),
        timings.crashBackOff(),
        policy);
  }

  boolean due(Instant now) {
    return state.until().filter(time -> !time.isAfter(now)).isPresent();
  }

  boolean ready() {
    return state instanceof Running running && running.ready();
  }

  /** The state that follows; {@code behavior} is what the image does when it is started now. */
  ContainerRun next(ImageBehavior behavior, ControllerTimings timings, Instant now) {
    return switch (state) {
      case Pulling _ when behavior instanceof ImageBehavior.CannotBePulled ->
          to(new PullFailed(now.plus(SYNC), false));
      case Pulling _ -> to(new Starting(now.plus(timings.containerStart())));
      case PullFailed(_, boolean backingOff) when !backingOff ->
          new ContainerRun(
              new PullFailed(now.plus(backOff), true), restarts, lastExit, doubled(), policy);
      case PullFailed _ -> to(new Pulling(now, now.plus(timings.imagePull()), false));
      case Starting _ -> to(run(behavior, now));
      case Running running when !running.ready() && running.readyAt().isPresent() ->
          to(
              new Running(
                  running.startedAt(),
                  running.readyAt(),
                  running.exitsAt(),
                  true,
                  running.behavior()));
      case Running running when !policy.again(code(running)) -> to(new Ended(exit(running, now)));
      case Running running -> to(new Exited(exit(running, now), now.plus(SYNC)));
      case Ended _ -> this;
      case Exited(Exit exit, _) when restarts == 0 ->
          new ContainerRun(
              new Starting(now.plus(timings.containerStart())),
              1,
              Optional.of(exit),
              backOff,
              policy);
      case Exited(Exit exit, _) ->
          new ContainerRun(
              new BackingOff(now.plus(backOff)), restarts, Optional.of(exit), doubled(), policy);
      case BackingOff _ ->
          new ContainerRun(
              new Starting(now.plus(timings.containerStart())),
              restarts + 1,
              lastExit,
              backOff,
              policy);
    };
  }

  private ContainerRun to(State next) {
    return new ContainerRun(next, restarts, lastExit, backOff, policy);
  }

  private Duration doubled() {
    Duration twice = backOff.multipliedBy(2);
    return twice.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : twice;
  }

  private static Running run(ImageBehavior behavior, Instant now) {
    return switch (behavior) {
      case ImageBehavior.Serves(Duration untilReady) ->
          new Running(now, Optional.of(now.plus(untilReady)), Optional.empty(), false, behavior);
      case ImageBehavior.Crashes(Duration after, _, _) ->
          new Running(now, Optional.empty(), Optional.of(now.plus(after)), false, behavior);
      case ImageBehavior.Completes(Duration after, _) ->
          new Running(now, Optional.of(now), Optional.of(now.plus(after)), false, behavior);
      case ImageBehavior.NeverReady _, ImageBehavior.CannotBePulled _ ->
          new Running(now, Optional.empty(), Optional.empty(), false, behavior);
    };
  }

  private static Exit exit(Running running, Instant now) {
    return new Exit(running.startedAt(), now, code(running), lastWords(running));
  }

  private static int code(Running running) {
    return running.behavior() instanceof ImageBehavior.Crashes crash ? crash.exitCode() : 0;
  }

  /** What a container that exits by itself prints, from the moment it started. */
  static List<LogLine> lastWords(Running running) {
    List<String> said =
        switch (running.behavior()) {
          case ImageBehavior.Crashes crash -> crash.lastWords();
          case ImageBehavior.Completes work -> work.lastWords();
          case ImageBehavior.Serves _, ImageBehavior.NeverReady _, ImageBehavior.CannotBePulled _ ->
              List.of();
        };
    return said.stream().map(text -> new LogLine(running.startedAt(), text)).toList();
  }
}
