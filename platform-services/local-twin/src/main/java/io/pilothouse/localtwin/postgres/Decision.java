package io.pilothouse.localtwin.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What supervision does next about a flexible server. One decision a cycle, the most urgent first;
 * each says why in a sentence.
 */
sealed interface Decision {

  /** The reason, for people. */
  String why();

  /** Nothing needs doing, or not yet. */
  record Wait(String why) implements Decision {}

  /** The primary is lost: nobody is led to it any more. */
  record DeclareUnavailable(String why) implements Decision {}

  /** The primary answers again before anything was done about it. */
  record DeclareReady(String why) implements Decision {}

  /** The standby takes over. */
  record FailOver(String why) implements Decision {}

  /** The primary is started again where it is. */
  record RestartPrimary(String why) implements Decision {}

  /** Commits no longer wait for the standby. */
  record ConfirmAlone(String why) implements Decision {}

  /** Commits wait for the standby again. */
  record ConfirmByStandby(String why) implements Decision {}

  /**
   * A second member says that it is primary. Which of the two is right only a person can tell: the
   * one behind the endpoint goes on alone, nobody fails over to the other, and nothing on it is
   * thrown away. A forced failover decides for the other one, a restart for this one.
   */
  record AwaitPerson(String why) implements Decision {}

  /** A standby or replica is started again, or seeded anew. */
  record Revive(String member, String why) implements Decision {}

  /**
   * One member as a cycle saw it.
   *
   * @param name the member
   * @param running whether its process exists
   * @param troubledFor for how long it has been dead, has not answered (a primary) or has not
   *     streamed (the others); empty if all is well
   * @param caughtUp whether a follower has received nearly everything
   * @param takesWrites whether a follower says that it is a primary
   */
  record Seen(
      String name,
      boolean running,
      Optional<Duration> troubledFor,
      boolean caughtUp,
      boolean takesWrites) {

    /** A member that keeps to its part. */
    Seen(String name, boolean running, Optional<Duration> troubledFor, boolean caughtUp) {
      this(name, running, troubledFor, caughtUp, false);
    }

    boolean well() {
      return troubledFor.isEmpty();
    }

    boolean troubledAtLeast(Duration limit) {
      return troubledFor.filter(time -> time.compareTo(limit) >= 0).isPresent();
    }
  }

  /**
   * Decides.
   *
   * @param state what was published last
   * @param primary the primary
   * @param standby the standby, if there is one by design
   * @param replicas the replicas
   */
  static Decision on(
      FlexibleServerState state,
      Seen primary,
      Optional<Seen> standby,
      List<Seen> replicas,
      SupervisionPolicy policy) {
    if (!primary.well()) {
      return onLostPrimary(state, primary, standby, policy);
    }
    if (state.status() == ServerStatus.UNAVAILABLE) {
      return new DeclareReady(primary.name() + " answers again.");
    }
    return standby
        .flatMap(seen -> onStandby(state, seen, policy))
        .or(() -> onSecondPrimary(primary, standby, replicas))
        .or(() -> toRevive(standby, replicas, policy))
        .orElseGet(() -> new Wait("All is well, or has not been unwell for long enough."));
  }

  private static Decision onLostPrimary(
      FlexibleServerState state, Seen primary, Optional<Seen> standby, SupervisionPolicy policy) {
    String fault = primary.name() + (primary.running() ? " does not answer" : " has died");
    boolean lost = !primary.running() || primary.troubledAtLeast(policy.primarySilence());
    boolean standbyTakesOver =
        state.commitGuarantee() == CommitGuarantee.STANDBY_CONFIRMED
            && standby.filter(seen -> seen.running() && !seen.takesWrites()).isPresent();
    if (lost && state.status() == ServerStatus.READY) {
      return new DeclareUnavailable(
          standbyTakesOver
              ? "%s; its standby takes over in %d s."
                  .formatted(fault, policy.failoverDelay().toSeconds())
              : "%s and no standby can take over; it is restarted in %d s."
                  .formatted(fault, policy.restartDelay().toSeconds()));
    }
    if (lost && standbyTakesOver && primary.troubledAtLeast(policy.failoverDelay())) {
      return new FailOver(fault + "; its standby takes over.");
    }
    if (lost && !standbyTakesOver && primary.troubledAtLeast(policy.restartDelay())) {
      return new RestartPrimary(fault + " and no standby can take over; it is restarted.");
    }
    return new Wait(fault + ".");
  }

  private static Optional<Decision> onStandby(
      FlexibleServerState state, Seen standby, SupervisionPolicy policy) {
    return switch (state.commitGuarantee()) {
      case STANDBY_CONFIRMED ->
          !standby.running() || standby.troubledAtLeast(policy.standbySilence())
              ? Optional.of(
                  new ConfirmAlone(
                      "%s %s: commits no longer wait for it."
                          .formatted(
                              standby.name(),
                              standby.running() ? "has fallen silent" : "has died")))
              : Optional.empty();
      case PRIMARY_ONLY ->
          standby.well() && standby.caughtUp()
              ? Optional.of(
                  new ConfirmByStandby(standby.name() + " has caught up and confirms commits."))
              : Optional.empty();
    };
  }

  private static Optional<Decision> onSecondPrimary(
      Seen primary, Optional<Seen> standby, List<Seen> replicas) {
    return Stream.concat(standby.stream(), replicas.stream())
        .filter(Seen::takesWrites)
        .findFirst()
        .map(second ->
            new AwaitPerson(
                "%s and %s both say that they are primary; the endpoint leads to %s, and the other is left alone until somebody restarts the server or forces a failover."
                    .formatted(primary.name(), second.name(), primary.name())));
  }

  private static Optional<Decision> toRevive(
      Optional<Seen> standby, List<Seen> replicas, SupervisionPolicy policy) {
    return Stream.concat(standby.stream(), replicas.stream())
        .filter(seen -> !seen.takesWrites() && seen.troubledAtLeast(policy.restartDelay()))
        .findFirst()
        .map(seen ->
            new Revive(
                seen.name(),
                "%s %s for %d s and is started again."
                    .formatted(
                        seen.name(),
                        seen.running() ? "has not streamed" : "has been dead",
                        seen.troubledFor().orElse(Duration.ZERO).toSeconds())));
  }
}
