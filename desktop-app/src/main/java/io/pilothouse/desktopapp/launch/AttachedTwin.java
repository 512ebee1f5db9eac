package io.pilothouse.desktopapp.launch;

import io.pilothouse.localtwin.ControlAddress;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.RunningTwin;
import io.pilothouse.localtwin.TwinEndpoints;
import io.pilothouse.localtwin.TwinException;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.localtwin.control.ControlServer;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * A twin that this process may use: the one that runs already, or one of its own that ends with it.
 */
public final class AttachedTwin implements AutoCloseable {
  private final Connection connection;
  private final TwinEndpoints endpoints;
  private final Optional<ControlAddress> control;
  private final AutoCloseable own;

  private AttachedTwin(
      Connection connection,
      TwinEndpoints endpoints,
      Optional<ControlAddress> control,
      AutoCloseable own) {
    this.connection = connection;
    this.endpoints = endpoints;
    this.control = control;
    this.own = own;
  }

  /** The running twin of the system, else an empty one. */
  public static AttachedTwin attachOrStartEmpty(Blueprint blueprint, Consumer<Sentence> progress) {
    return running(blueprint, progress).orElseGet(() -> startEmpty(blueprint, progress));
  }

  /** The running twin of the system. */
  public static Optional<AttachedTwin> running(Blueprint blueprint, Consumer<Sentence> progress) {
    return RunningTwin.find(options(), blueprint.system())
        .map(twin -> {
          progress.accept(
              Sentence.of("launch.twin.attached", blueprint.system(), twin.endpoints().pid()));
          return new AttachedTwin(twin.connection(), twin.endpoints(), twin.control(), () -> {});
        });
  }

  /** The running twin of the system, else a new one. Takes seconds where it must be started. */
  static AttachedTwin attachOrStart(Blueprint blueprint, Consumer<Sentence> progress) {
    Optional<AttachedTwin> running = running(blueprint, progress);
    if (running.isPresent()) {
      return running.get();
    }
    progress.accept(Sentence.of("launch.twin.starting", blueprint.system()));
    return start(blueprint, progress);
  }

  /**
   * Starts a twin.
   *
   * @throws CannotOpenException if one of that system runs already, or a part does not come up
   */
  public static AttachedTwin start(Blueprint blueprint, Consumer<Sentence> progress) {
    return start(blueprint, 1, progress);
  }

  /**
   * Starts a twin.
   *
   * @param load multiple of the day's visitors, 0 to 10
   * @throws CannotOpenException if one of that system runs already, or a part does not come up
   */
  public static AttachedTwin start(Blueprint blueprint, double load, Consumer<Sentence> progress) {
    return start(blueprint, options(), load, progress);
  }

  /**
   * Starts a twin in which nothing is there yet: a deployment makes it.
   *
   * @throws CannotOpenException if one of that system runs already, or a part does not come up
   */
  public static AttachedTwin startEmpty(Blueprint blueprint, Consumer<Sentence> progress) {
    return start(blueprint, options().withNothing(), 1, progress);
  }

  private static AttachedTwin start(
      Blueprint blueprint, TwinOptions options, double load, Consumer<Sentence> progress) {
    try {
      LocalTwin twin = LocalTwin.start(blueprint, options);
      twin.load().ifPresent(visitors -> visitors.multiplier(load));
      ControlServer faults = ControlServer.open(twin, Clock.systemUTC());
      progress.accept(Sentence.of("launch.twin.up", blueprint.system()));
      return new AttachedTwin(
          twin.connection(),
          twin.endpoints(),
          Optional.of(faults.address()),
          () -> {
            faults.close();
            twin.close();
          });
    } catch (TwinException e) {
      throw CannotOpenException.notReachable(e);
    }
  }

  /** The profile by which it is reached. Holds passwords. */
  public Connection connection() {
    return connection;
  }

  /** Where its faults are asked for; empty if it was started without. */
  public Optional<ControlAddress> control() {
    return control;
  }

  /** Where it listens. Holds passwords. */
  public TwinEndpoints endpoints() {
    return endpoints;
  }

  @Override
  public void close() {
    try {
      own.close();
    } catch (Exception e) {
      LoggerFactory.getLogger(AttachedTwin.class).warn("a twin did not end in order", e);
    }
  }

  private static TwinOptions options() {
    return TwinOptions.ofThisProcess().below(StateFolder.ofThisUser().path());
  }
}
