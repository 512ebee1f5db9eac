package io.pilothouse.desktopapp.live;

import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Session;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A session as view models see it: the newest state and the time, as properties that change on one
 * thread only. Between two frames of the screen only the newest state survives, so a fast session
 * cannot flood the window.
 */
public final class LiveSession implements AutoCloseable {
  private final Session session;
  private final Executor ui;
  private final Executor frames;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<SystemState> state;
  private final ReadOnlyObjectWrapper<Instant> heardAt;
  private final ReadOnlyObjectWrapper<Instant> now;

  /** What came since the last frame; null when nothing waits. Guards against a second hop. */
  private final AtomicReference<@Nullable Frame> waiting = new AtomicReference<>();

  private final Session.Subscription subscription;

  /**
   * Listens to a session.
   *
   * @param ui runs tasks on the thread of the views
   * @param frames the same, not more often than the screen can show
   */
  public LiveSession(Session session, Executor ui, Executor frames, InstantSource clock) {
    this.session = session;
    this.ui = ui;
    this.frames = frames;
    this.clock = clock;
    this.state = new ReadOnlyObjectWrapper<>(session.current());
    this.heardAt = new ReadOnlyObjectWrapper<>(clock.instant());
    this.now = new ReadOnlyObjectWrapper<>(clock.instant());
    this.subscription = session.subscribe(this::receive);
  }

  /** The newest state. */
  public ReadOnlyObjectProperty<SystemState> state() {
    return state.getReadOnlyProperty();
  }

  /** When the session last said anything, by this machine's clock. */
  public ReadOnlyObjectProperty<Instant> heardAt() {
    return heardAt.getReadOnlyProperty();
  }

  /** The time against which ages are shown. */
  public ReadOnlyObjectProperty<Instant> now() {
    return now.getReadOnlyProperty();
  }

  /** Lets ages grow; called on the thread of the views about once a second. */
  public void tick() {
    now.set(clock.instant());
  }

  /** The session itself, for what is asked and answered once. */
  public Session session() {
    return session;
  }

  /** Runs tasks on the thread of the views. */
  public Executor ui() {
    return ui;
  }

  /** Stops listening and leaves the session open for others. */
  public void leave() {
    subscription.close();
  }

  /** Stops listening and closes the session. */
  @Override
  public void close() {
    subscription.close();
    session.close();
  }

  private void receive(Frame frame) {
    if (waiting.getAndAccumulate(frame, LiveSession::newer) == null) {
      frames.execute(this::show);
    }
  }

  /** A heartbeat tells less than a state that still waits. */
  private static @Nullable Frame newer(@Nullable Frame waiting, @Nullable Frame next) {
    return waiting instanceof Frame.Full && next instanceof Frame.Heartbeat ? waiting : next;
  }

  private void show() {
    Frame frame = waiting.getAndSet(null);
    if (frame == null) {
      return;
    }
    heardAt.set(clock.instant());
    tick();
    switch (frame) {
      case Frame.Full full -> {
        if (full.state().revision() >= state.get().revision()) {
          state.set(full.state());
        }
      }
      case Frame.Heartbeat _ -> {
        // Heard, nothing changed.
      }
    }
  }
}
