package io.pilothouse.localtwin.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Faults of the endpoint that a rehearsal turns on. Thread-safe; a new fault replaces the last. */
public final class EndpointFaults {
  /** What is wrong. */
  public enum Kind {
    NONE,
    /** Connections end without an answer, as when the network is cut. */
    CUT,
    /** 429 with Retry-After, as when the subscription's limit is used up. */
    THROTTLED,
    /** 503 with resource manager's error shape. */
    UNAVAILABLE
  }

  private record Fault(Kind kind, Instant until) {}

  private static final Fault NONE = new Fault(Kind.NONE, Instant.MAX);
  private final Clock clock;
  private final AtomicReference<Fault> fault = new AtomicReference<>(NONE);

  EndpointFaults(Clock clock) {
    this.clock = clock;
  }

  /** Turns a fault on for a time, after which it ends by itself. */
  public void begin(Kind kind, Duration duration) {
    fault.set(new Fault(kind, clock.instant().plus(duration)));
  }

  /** Turns the fault off. */
  public void end() {
    fault.set(NONE);
  }

  /** What is wrong now. */
  public Kind current() {
    Fault now = fault.get();
    return clock.instant().isBefore(now.until()) ? now.kind() : Kind.NONE;
  }
}
