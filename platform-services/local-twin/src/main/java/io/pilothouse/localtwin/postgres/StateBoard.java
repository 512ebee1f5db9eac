package io.pilothouse.localtwin.postgres;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a flexible server's state is kept and published, one immutable snapshot after the other.
 */
final class StateBoard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateBoard.class);

  private final String server;
  private final InstantSource clock;
  private final CopyOnWriteArrayList<Consumer<FlexibleServerState>> observers =
      new CopyOnWriteArrayList<>();
  private final ExecutorService notices =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("state-notices").factory());

  /** Guarded by this. */
  private final List<Member> members = new ArrayList<>();

  private volatile FlexibleServerState current;

  StateBoard(String server, HighAvailabilityStatus highAvailability, InstantSource clock) {
    this.server = server;
    this.clock = clock;
    this.current =
        new FlexibleServerState(
            server,
            0,
            ServerStatus.STARTING,
            highAvailability,
            CommitGuarantee.PRIMARY_ONLY,
            "Being created.",
            clock.instant(),
            List.of());
  }

  FlexibleServerState current() {
    return current;
  }

  synchronized void add(Member member) {
    members.add(member);
  }

  synchronized void remove(Member member) {
    members.remove(member);
  }

  /** The members: the primary, then the standby, then the replicas in their order. */
  synchronized List<Member> members() {
    return members.stream().sorted(Comparator.comparing(Member::role)).toList();
  }

  /** Publishes new words on the whole; what concerns the members is read from them. */
  synchronized void publish(
      ServerStatus status,
      HighAvailabilityStatus highAvailability,
      CommitGuarantee commitGuarantee,
      String explanation) {
    List<MemberState> states = members().stream().map(Member::state).toList();
    FlexibleServerState before = current;
    if (before.status() == status
        && before.highAvailability() == highAvailability
        && before.commitGuarantee() == commitGuarantee
        && before.explanation().equals(explanation)
        && before.members().equals(states)) {
      return;
    }
    FlexibleServerState now =
        new FlexibleServerState(
            server,
            before.revision() + 1,
            status,
            highAvailability,
            commitGuarantee,
            explanation,
            clock.instant(),
            states);
    current = now;
    if (!before.explanation().equals(explanation)) {
      LOG.info(
          "server={} status={} highAvailability={} commits={} decision=\"{}\"",
          server,
          status,
          highAvailability,
          commitGuarantee,
          explanation);
    }
    try {
      notices.execute(() -> observers.forEach(observer -> notify(observer, now)));
    } catch (RejectedExecutionException closed) {
      LOG.debug("server={} nobody is told any more", server);
    }
  }

  synchronized void status(ServerStatus status, String explanation) {
    FlexibleServerState before = current;
    publish(status, before.highAvailability(), before.commitGuarantee(), explanation);
  }

  synchronized void highAvailability(HighAvailabilityStatus status, String explanation) {
    FlexibleServerState before = current;
    publish(before.status(), status, before.commitGuarantee(), explanation);
  }

  /** Publishes what has changed about the members, if anything has. */
  synchronized void membersChanged() {
    FlexibleServerState before = current;
    publish(
        before.status(), before.highAvailability(), before.commitGuarantee(), before.explanation());
  }

  private static void notify(Consumer<FlexibleServerState> observer, FlexibleServerState state) {
    try {
      observer.accept(state);
    } catch (RuntimeException e) {
      LOG.warn("an observer of server={} failed", state.server(), e);
    }
  }

  FlexibleServer.Subscription observe(Consumer<FlexibleServerState> observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
  }

  @Override
  public void close() {
    notices.shutdown();
  }
}
