package io.pilothouse.desktopapp.launch;

import io.pilothouse.operations.DirectSession;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A system that is open: its session, and what was started for it. Closing it ends both, a twin
 * only if it was started for this.
 */
public final class OpenSystem implements AutoCloseable {
  private final Session session;
  private final AutoCloseable startedForIt;
  private final Optional<AttachedTwin> twin;
  private final Clock clock;
  private final Instant openedAt;
  private final String operator;

  private OpenSystem(
      Session session,
      AutoCloseable startedForIt,
      Optional<AttachedTwin> twin,
      Clock clock,
      String operator) {
    this.session = session;
    this.startedForIt = startedForIt;
    this.twin = twin;
    this.clock = clock;
    this.openedAt = clock.instant();
    this.operator = operator;
  }

  /**
   * Opens what a target names. Takes as long as starting a twin takes, where one must be started;
   * else returns at once and the session fills by itself.
   *
   * @param progress takes sentences for a person who waits
   * @throws CannotOpenException if it does not exist or cannot be reached
   */
  public static OpenSystem open(Target target, Consumer<Sentence> progress) {
    Clock clock = Clock.systemUTC();
    String operator = Operator.ofThisProcess();
    return switch (target) {
      case Target.LocalTwin twin -> {
        Blueprint blueprint = Blueprints.load(twin.system(), twin.blueprint(), progress);
        AttachedTwin attached = AttachedTwin.attachOrStart(blueprint, progress);
        yield open(
            attached.connection(),
            Optional.of(blueprint),
            "twin",
            attached,
            Optional.of(attached),
            clock,
            operator);
      }
      case Target.Profile profile -> {
        Blueprint blueprint = Blueprints.load(profile.system(), profile.blueprint(), progress);
        yield open(
            ConnectionProfile.read(profile.connection()),
            Optional.of(blueprint),
            "system",
            () -> {},
            Optional.empty(),
            clock,
            operator);
      }
      case Target.ClusterContext context -> {
        var connection =
            new Connection(
                context.context(),
                Optional.of(
                    new Connection.Kubernetes(Optional.empty(), Optional.of(context.context()))),
                Optional.empty(),
                java.util.Map.of());
        Optional<Blueprint> blueprint =
            context
                .blueprint()
                .map(file -> Blueprints.load(context.context(), Optional.of(file), progress));
        yield open(connection, blueprint, "context", () -> {}, Optional.empty(), clock, operator);
      }
    };
  }

  private static OpenSystem open(
      Connection connection,
      Optional<Blueprint> blueprint,
      String reachedAs,
      AutoCloseable startedForIt,
      Optional<AttachedTwin> twin,
      Clock clock,
      String operator) {
    try {
      Composition.Composed composed =
          Composition.of(
              connection, blueprint, StateFolder.ofThisUser().journal(reachedAs), clock, operator);
      Session session = DirectSession.open(composed.setup());
      return new OpenSystem(
          session,
          () -> {
            composed.closers().forEach(OpenSystem::closeQuietly);
            closeQuietly(startedForIt);
          },
          twin,
          clock,
          operator);
    } catch (RuntimeException e) {
      closeQuietly(startedForIt);
      throw e;
    }
  }

  public Session session() {
    return session;
  }

  /** The twin that it is; empty for a real system. */
  public Optional<AttachedTwin> twin() {
    return twin;
  }

  /** When the session was opened. */
  public Instant openedAt() {
    return openedAt;
  }

  public Clock clock() {
    return clock;
  }

  /** Who acts in this process, as the audit names them. */
  public String operator() {
    return operator;
  }

  /** The session, whose end is also the end of what was started for it. */
  public Session asSession() {
    return new OwningSession(session, this);
  }

  @Override
  public void close() {
    session.close();
    closeQuietly(startedForIt);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      org.slf4j.LoggerFactory.getLogger(OpenSystem.class)
          .warn("what was started for a session did not end: {}", e.toString());
    }
  }
}
