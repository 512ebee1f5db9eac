package io.pilothouse.operations;

import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Session.Subscription;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The newest state and those who are told of it. One thread shows, any thread subscribes. */
final class Audience implements AutoCloseable {
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private volatile SystemState current;

  Audience(SystemState first) {
    this.current = first;
  }

  SystemState current() {
    return current;
  }

  /** Shows a state; where it tells nothing new, subscribers hear that all is still so. */
  void show(SystemState state) {
    Frame frame;
    if (sameAs(current, state)) {
      frame = new Frame.Heartbeat(current.revision(), state.observedAt());
    } else {
      current = state;
      frame = new Frame.Full(state);
    }
    subscribers.forEach(s -> s.offer(frame));
  }

  Subscription subscribe(Consumer<Frame> listener) {
    var subscriber = new Subscriber(listener, subscribers::remove);
    // In the set first: a state that is shown from here on is offered, and the newest wins.
    subscribers.add(subscriber);
    subscriber.offer(new Frame.Full(current));
    subscriber.start();
    return subscriber;
  }

  @Override
  public void close() {
    subscribers.forEach(Subscriber::close);
  }

  private static boolean sameAs(SystemState before, SystemState after) {
    return before.snapshot().revision() == after.snapshot().revision()
        && before.components().equals(after.components())
        && before.alerts().equals(after.alerts())
        && before.runs().equals(after.runs())
        && before.conformance().equals(after.conformance());
  }
}
