package io.pilothouse.localtwin.broker;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which sessions of a queue are held, until when, and their state. Broker's thread only. */
final class SessionLocks {
  private final Map<String, Instant> heldUntil = new HashMap<>();
  private final Map<String, byte[]> states = new HashMap<>();

  boolean held(String session) {
    return heldUntil.containsKey(session);
  }

  void hold(String session, Instant until) {
    heldUntil.put(session, until);
  }

  void release(String session) {
    heldUntil.remove(session);
  }

  List<String> ended(Instant now) {
    return heldUntil.entrySet().stream()
        .filter(e -> !e.getValue().isAfter(now))
        .map(Map.Entry::getKey)
        .toList();
  }

  Optional<byte[]> state(String session) {
    return Optional.ofNullable(states.get(session));
  }

  void state(String session, Optional<byte[]> state) {
    state.ifPresentOrElse(s -> states.put(session, s), () -> states.remove(session));
  }
}
